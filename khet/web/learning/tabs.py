"""Tabs over the tests of a year, and over the grades of a test."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.jobs.sitting_results import statuses_for
from khet.records.learning.models import ScoreFile, Sitting
from khet.rules.statuses import ALL, NORMAL_ONLY
from khet.rules.tables import Tables
from khet.web.learning.asked import PUPILS, address, sitting_query
from khet.web.learning.words import grade_name, test_name, untold_statuses, without_special
from khet.web.parts.filters import staying

_ORDER = ("O-NET", "NT", "Pre O-NET", "Pre NT", "LAS")


@dataclass(frozen=True)
class Tab:
    """A tab: where it leads and whether the page stands on it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Tabs:
    """The tests of the year, and the grades of the test shown.

    ``pupils`` is whose scores can be chosen, where the file tells their statuses; ``told`` says
    what to mind about the choice.
    """

    tests: tuple[Tab, ...]
    grades: tuple[Tab, ...]
    pupils: tuple[Tab, ...] = ()
    told: tuple[str, ...] = ()


def tabs(
    file: ScoreFile,
    files: Sequence[ScoreFile],
    page: str,
    asked: QueryDict,
    tables: Tables,
    *about: str,
) -> Tabs:
    """The tabs of a sitting's year that have results.

    The filters ``asked`` for stay, where they hold for the other sitting. ``about`` are the parts
    of the page's own address.
    """
    here = file.sitting
    year = (f.sitting for f in files if f.sitting.academic_year == here.academic_year)

    def url(sitting: Sitting) -> str:
        return address(page, sitting, *about, **staying(asked, [sitting], tables))

    def choice(pupils: str) -> str:
        chosen = {**sitting_query(here), **staying(asked, [here], tables), PUPILS: pupils}
        query = urlencode({name: value for name, value in chosen.items() if value != ALL})
        return f"{reverse(page, args=about)}?{query}"

    made = tabs_over(sorted(year, key=sitting_place), here, url)
    return replace(made, pupils=_pupils(file, choice), told=tuple(_told(file, asked)))


def _pupils(file: ScoreFile, url: Callable[[str], str]) -> tuple[Tab, ...]:
    """All pupils, or all but the special ones, where the file tells which these are."""
    statuses, chosen = statuses_for(file), file.sitting.pupils
    if statuses is None:
        return ()
    normal = _("เฉพาะนักเรียนปกติ (ไม่รวมนักเรียนพิเศษ %(n)s คน)") % {"n": f"{statuses.left_out:,}"}
    labels = {ALL: _("นักเรียนทั้งหมด"), NORMAL_ONLY: normal}
    return tuple(Tab(label, url(pupils), pupils == chosen) for pupils, label in labels.items())


def _told(file: ScoreFile, asked: QueryDict) -> Iterator[str]:
    if file.sitting.pupils != ALL:
        yield from filter(None, [without_special(file), untold_statuses(file)])
        yield _(
            "คะแนนเฉลี่ย ขีดจำกัดล่าง และสีคำนวณใหม่โดยไม่รวมนักเรียนพิเศษ เทียบเฉพาะปีที่บอกสถานะนักเรียน "
            "ช่องที่บอกว่าน้อยคือมีผู้มีคะแนน หรือนักเรียนพิเศษที่ไม่รวม น้อยคน จึงไม่แสดงแก่ผู้อื่น"
        )
    elif asked.get(PUPILS) == NORMAL_ONLY:
        yield _("ไฟล์คะแนนของการสอบนี้ไม่ได้บอกสถานะนักเรียน จึงแสดงนักเรียนทั้งหมด")


def tabs_over(sittings: Iterable[Sitting], here: Sitting, url: Callable[[Sitting], str]) -> Tabs:
    """The tabs of sittings of one year; a test's tab keeps the grade where the test has it."""
    held: dict[tuple[str, str], list[Sitting]] = {}
    for sitting in sittings:
        held.setdefault((sitting.test, sitting.round), []).append(sitting)
    shown = here.test, here.round
    return Tabs(
        tuple(Tab(test_name(*key), url(_like(here, held[key])), key == shown) for key in held),
        tuple(Tab(grade_name(s.grade), url(s), s.grade == here.grade) for s in held[shown]),
    )


def _like(here: Sitting, sittings: list[Sitting]) -> Sitting:
    return next((s for s in sittings if s.grade == here.grade), sittings[0])


def sitting_place(sitting: Sitting) -> tuple[int, str, bool, str]:
    """O-NET first, LAS last; primary grades before secondary."""
    order = _ORDER.index(sitting.test) if sitting.test in _ORDER else len(_ORDER)
    return order, sitting.round, sitting.grade.startswith("M"), sitting.grade
