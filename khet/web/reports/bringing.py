"""Reports brought to be checked: received, read, checked and kept, or told why not."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from khet.jobs.brought_reports import keep, keep_differences, look, take
from khet.jobs.check_alone import Looked
from khet.records.office.actions.evidence import Brought
from khet.records.reports.actions import ReportEntry
from khet.records.reports.models import ReportVersion
from khet.rules.checking.findings.finding import Outcome
from khet.web.office.evidence.receiving import Arrived, arrive
from khet.web.reports.asked import ReportDesk
from khet.web.reports.forms import CheckForm
from khet.web.reports.known import known_of

_LONGEST = 600
_BETWEEN = " ↔ "


def arrived_of(request: HttpRequest, form: CheckForm, desk: ReportDesk) -> Arrived:
    """The files of the form, those it was given before among them; no two of one name."""
    form.is_valid()
    held = request.POST.getlist("held")
    came = arrive(form, form.cleaned_data.get("file", ()), held, desk.user, take)
    if not came.brought and "file" not in form.errors:
        form.add_error("file", _("เลือกไฟล์รายงานก่อน"))
    known: dict[str, Brought] = {}
    for one in came.brought:
        if one.name in known:
            told = _("“%(name)s” มีสองไฟล์: เปลี่ยนชื่อไฟล์หนึ่ง แล้วเลือกอีกครั้ง")
            form.add_error("file", told % {"name": one.name})
        known[one.name] = one
    return Arrived(list(known.values()))


def looked_at(form: forms.Form, came: Arrived) -> tuple[dict[str, Looked], Outcome]:
    """What is found in the files; one that can't be read is told at the field and let go."""
    looked, between = look(came.brought)
    for name, one in looked.items():
        if one.fault:
            form.add_error("file", f"“{name}” {_(one.fault)}")
    came.brought = [one for one in came.brought if not looked[one.name].fault]
    return looked, between


def kept(
    desk: ReportDesk,
    form: CheckForm,
    brought: Sequence[Brought],
    looked: dict[str, Looked],
    between: Outcome,
    at: datetime,
) -> list[ReportVersion]:
    """Keep what was found: of each report, and last of all against each other where several.

    A file that was checked before as it is has the version of that time.
    """
    by = desk.user
    unit, about = form.cleaned_data["unit"], form.cleaned_data["about"]

    known = known_of(desk, unit.kind, *about)

    def entry(name: str) -> ReportEntry:
        return ReportEntry(desk.viewer.area, unit, name, *about)

    made = [
        keep(
            by=by,
            entry=entry(one.name),
            brought=one,
            looked=looked[one.name],
            at=at,
            known=known,
        )
        for one in brought
    ]
    if len(made) < 2:
        return made
    name = _between([one.name for one in brought])
    return [*made, keep_differences(by=by, entry=entry(name), of=made, found=between, at=at)]


def _between(names: Sequence[str]) -> str:
    """What a comparison of files is called: by their names, which need no ending to be told."""
    stems = {Path(name).stem for name in names}
    return _BETWEEN.join(sorted(stems if len(stems) == len(names) else names))[:_LONGEST]
