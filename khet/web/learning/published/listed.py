"""What was told of a sitting as its page shows it: by matter, percents one subject at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from khet.records.learning.models import Published, ScoreFile, Sitting
from khet.records.learning.queries import published_in
from khet.rules.published import PERCENT
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import address, sitting_query, subjects_of
from khet.web.learning.published.asked import PAGE
from khet.web.learning.published.words import Word, colour_of, what_lead, what_names
from khet.web.learning.study import Study
from khet.web.learning.tabs import Tab
from khet.web.learning.words import subject_name, subject_short
from khet.web.parts.viewer import Viewer


@dataclass(frozen=True)
class Row:
    """A value or a colour, and the addresses where it is changed or taken back."""

    row: Published
    subject: str
    colour: Word | None
    change: str
    withdraw: str


@dataclass(frozen=True)
class Group:
    """All that is shown of a matter; percents have ``tabs`` over their subjects."""

    name: str
    lead: str
    rows: list[Row]
    tabs: list[Tab]


def told_to(viewer: Viewer, sitting: Sitting) -> list[Published]:
    """What was told of a sitting; percents of the schools that the viewer sees."""
    only = {f"sitting__{n}": getattr(sitting, n) for n in ("academic_year", "test", "grade")}
    found = published_in(viewer.area).filter(**only, sitting__round=sitting.round)
    sees, file = viewer.scope.sees_school, _file_of(viewer, sitting)
    study = Study(viewer, file) if file else None
    return [
        row
        for row in found
        if row.school is None
        or (sees(row.school.code) and not (study and study.hides(row.subject, [row.school.code])))
    ]


def _file_of(viewer: Viewer, sitting: Sitting) -> ScoreFile | None:
    """The score file of a sitting that the viewer sees, if there is one."""
    return next((file for file in viewer.score_files if file.sitting == sitting), None)


def groups(viewer: Viewer, sitting: Sitting, subject: str) -> list[Group]:
    """What was told by matter; ``subject`` is the one whose percents are asked for."""
    order = [*subjects_of(sitting, viewer.tables), ALL_SUBJECTS]
    told = sorted(told_to(viewer, sitting), key=lambda row: _place(order, row.subject))
    return [
        _group(what, rows, viewer, sitting, subject)
        for what in what_names()
        if (rows := [row for row in told if row.what == what])
    ]


def _place(order: list[str], subject: str) -> int:
    return order.index(subject) if subject in order else len(order)


def _group(
    what: str, rows: list[Published], viewer: Viewer, sitting: Sitting, subject: str
) -> Group:
    tabs: list[Tab] = []
    if what == PERCENT:
        told = list(dict.fromkeys(row.subject for row in rows))
        shown = subject if subject in told else told[0]
        rows = [row for row in rows if row.subject == shown]
        tabs = list(_tabs(sitting, told, shown))
    return Group(
        what_names()[what], what_lead(what), [_row(row, viewer, sitting) for row in rows], tabs
    )


def _tabs(sitting: Sitting, told: Iterable[str], shown: str) -> Iterable[Tab]:
    for code in told:
        yield Tab(subject_short(code), address(PAGE, sitting, subject=code), code == shown)


def _row(row: Published, viewer: Viewer, sitting: Sitting) -> Row:
    school = row.school.code if row.school else ""
    about = {"what": row.what, "subject": row.subject, "school": school}
    query = urlencode({**sitting_query(sitting), **about})
    return Row(
        row,
        subject_name(row.subject),
        colour_of(row, viewer.tables),
        f"{reverse('learning:published-add')}?{query}",
        reverse("learning:published-withdraw", args=[row.pk]),
    )
