"""What is said of checked reports and of what was found in them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.documents.report_findings import KIND_NAMES, SURE_NAMES
from khet.records.reports.models import CheckedReport, ReportFinding
from khet.rules.checking.findings.finding import Sure

OPEN, ALL = "open", "all"
_COLOURS = {Sure.CERTAIN: "red", Sure.LIKELY: "orange", Sure.LOOK: "blue"}


def kind_names() -> dict[str, str]:
    """What each kind of finding is called, by its code."""
    return {kind: _(word) for kind, word in KIND_NAMES.items()}


def sure_names() -> dict[str, str]:
    """How sure a finding is, by its code."""
    return {sure: _(word) for sure, word in SURE_NAMES.items()}


def sure_colour(sure: str) -> str:
    """The colour beside the word."""
    return _COLOURS[Sure(sure)]


def mark_names() -> dict[str, str]:
    """What is said of findings, those first of which nothing was said."""
    return {
        OPEN: _("ยังไม่ตัดสิน"),
        ReportFinding.Mark.RIGHT: _("ผิดจริง: จะแก้"),
        ReportFinding.Mark.WRONG: _("ไม่ใช่ข้อผิด"),
        ReportFinding.Mark.ACCEPTED: _("ยอมรับ"),
    }


def year_name(kind: str, year: int | None) -> str:
    """The year that a report is about; empty where not said."""
    if kind == CheckedReport.YearKind.FISCAL:
        return _("ปีงบประมาณ %(be)s") % {"be": year}
    return _("ปีการศึกษา %(be)s") % {"be": year} if kind else ""


def report_url(report: CheckedReport) -> str:
    """The address of a report's page."""
    return reverse("reports:check", args=[report.pk])


def checked_told(checked: int, found: int, between: bool = False) -> str:
    """What a check came to, of one file or ``between`` several; silence isn't nothing to check."""
    if between and not found:
        return _("เทียบแล้ว %(n)s ค่าที่ไฟล์มีร่วมกัน ตรงกันทั้งหมด") % {"n": f"{checked:,}"}
    if not checked and not found:
        return _("ไม่มีจุดที่ตรวจได้: ไม่พบตัวเลขที่บวก เทียบ หรือนับกันได้")
    if not found:
        return _("ตรวจแล้ว %(n)s จุด ตรงกันทั้งหมด") % {"n": f"{checked:,}"}
    return _("ตรวจแล้ว %(n)s จุด พบ %(m)s จุด") % {"n": f"{checked:,}", "m": f"{found:,}"}
