"""The plan of visits as a paper to print or edit, and as a table to reckon with."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from khet.documents.paper import Block, Paper, Signature, Table, Text, Title
from khet.documents.sheets import Sheet
from khet.documents.thai_docx import Columns
from khet.rules.calendar import thai_date
from khet.rules.months import month_of
from khet.web.learning.visit_plan.changing import months_told
from khet.web.learning.visit_plan.plan import Plan
from khet.web.learning.visit_plan.plan_rows import Row
from khet.web.office.monthly.words import month_name
from khet.web.parts.private import paper_of, private, workbook_of
from khet.web.parts.tags import be_date

_COLUMNS = Columns(
    ("ที่", "เดือน/วันที่", "โรงเรียน", "เครือข่าย", "เรื่อง", "ผู้นิเทศ", "สถานะ"),
    (1.0, 2.6, 3.4, 2.6, 3.2, 3.0, 1.9),
    frozenset({0}),
)


@private
@require_safe
def plan_paper(request: HttpRequest, form: str) -> HttpResponse:
    """The plan as it is seen, in Thai digits unless asked otherwise."""
    plan = Plan(request)
    with override("th"):
        paper = _paper(plan, request.GET.get("digits") != "arabic")
    name = f"visit-plan-{plan.year}-{plan.month}"
    return paper_of(paper, form, plan.desk.viewer.today, name)


def _paper(plan: Plan, thai: bool) -> Paper:
    title = _("แผนนิเทศ %(when)s") % {"when": months_told(plan.months)}
    rows = plan.rows(plan.chosen)
    blocks: list[Block] = [Title((title, plan.desk.area.name))]
    blocks += [Text(told) for told in plan.form.told]
    if rows:
        blocks.append(Table(_COLUMNS, [_cells(n, row) for n, row in enumerate(rows, 1)]))
    else:
        blocks.append(Text(_("ไม่มีการนิเทศในแผนตามที่เลือก")))
    blocks.append(Signature(("ลงชื่อ....................................", "ผู้เห็นชอบแผน")))
    return Paper(title, blocks, thai)


def _cells(number: int, row: Row) -> list[list[str]]:
    visit, team = row.visit, [str(user) for user in row.visit.team.all()]
    day = thai_date(visit.planned_on, short=True) if visit.planned_on else ""
    month = month_of(visit.month).named(short=True)
    topics = [topic.name for topic in visit.topics.all()]
    return [
        [str(number)],
        [day or month],
        [visit.school.name],
        [row.network or "–"],
        [row.kind, *topics],
        [str(visit.lead), *team],
        [row.state],
    ]


@require_safe
def plan_xlsx(request: HttpRequest) -> HttpResponse:
    """The plan as it is seen, as XLSX."""
    plan = Plan(request)
    columns = (
        *(_("เดือน"), _("วันที่"), _("รหัสโรงเรียน"), _("โรงเรียน"), _("เครือข่าย")),
        *(_("ประเภทการนิเทศ"), _("เรื่อง"), _("ผู้นิเทศ"), _("ผู้ร่วมนิเทศ")),
        *(_("สถานะ"), _("เหตุผลที่เสนอ"), _("ข้อควรระวัง"), _("หมายเหตุ")),
    )
    sheet = Sheet(
        name=_("แผนนิเทศ"),
        heading=(plan.desk.area.name, months_told(plan.months), *plan.form.told),
        columns=columns,
        rows=[_line(row) for row in plan.rows(plan.chosen)],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(plan.desk.viewer.today)},),
        frozen=4,
    )
    return workbook_of(sheet, f"visit-plan-{plan.year}-{plan.month}")


def _line(row: Row) -> list[str | None]:
    visit = row.visit
    return [
        month_name(month_of(visit.month)),
        be_date(visit.planned_on) if visit.planned_on else None,
        visit.school.code,
        visit.school.name,
        row.network,
        row.kind,
        ", ".join(topic.name for topic in visit.topics.all()),
        str(visit.lead),
        ", ".join(str(user) for user in visit.team.all()),
        row.state,
        " · ".join(row.reasons),
        " · ".join(row.warnings),
        row.note,
    ]
