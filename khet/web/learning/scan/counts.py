"""The A/B/C scan of schools: how many pupils are in each group, and how that changed."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from khet.figures.abilities import Abilities, Groups, by_school
from khet.records.registry.queries.schools import School
from khet.rules.ability import GROUPS
from khet.rules.rounding import half_up, shown
from khet.web.learning.asked import FigureLinks
from khet.web.learning.words import group_name
from khet.web.parts.filters import BY_NAME, in_order


@dataclass(frozen=True)
class Count:
    """Pupils in a group and their percent; ``before`` is the group's number a round earlier.

    A number is ``None`` where nobody has a score. The addresses are those of their figures.
    """

    group: str
    name: str
    n: int | None
    percent: Decimal | None
    before: int | None
    url: str
    before_url: str


@dataclass(frozen=True)
class Counts:
    """A school's pupils, or the area's: with a score, and in each group.

    ``few`` is set where all this is kept from the reader: there are fewer pupils than this.
    """

    scored: int
    groups: tuple[Count, ...]
    url: str
    few: int = 0

    @property
    def share(self) -> Decimal | None:
        """The percent of pupils in the weakest group."""
        return self.groups[-1].percent


@dataclass(frozen=True)
class Round:
    """A sitting's pupils by group, and the addresses of its figures."""

    abilities: Abilities
    links: FigureLinks

    def url(self, group: str, school: str) -> str:
        """The address of the figure of a group, or of all together, in a school or the area."""
        return self.links.to("ability-count", group=group, school=school)


@dataclass(frozen=True)
class Row:
    """A school with its counts."""

    school: School
    counts: Counts


@dataclass(frozen=True)
class Heading:
    """A column's heading; ``sort`` is what it asks for, ``order`` how the table stands now."""

    label: str
    sort: str
    order: str


_NOTHING = tuple(Count(group, "", None, None, None, "", "") for group in GROUPS)


class Scan:
    """The scan of one sitting, beside the round before where there is one.

    ``kept_back`` gives the number of few where so many pupils of a school are kept from the reader.
    """

    def __init__(
        self, now: Round, before: Round | None, kept_back: Callable[[str, int], int]
    ) -> None:
        self._now, self._before, self._kept_back = now, before, kept_back
        self._groups = by_school(now.abilities)
        self._earlier = by_school(before.abilities) if before else {}

    @property
    def schools(self) -> frozenset[str]:
        """The schools with pupils in the sitting, with a score or without."""
        return frozenset(self._groups)

    @property
    def unscored(self) -> int:
        """How many pupils have no score at all."""
        return sum(pupil.group is None for pupil in self._now.abilities.pupils)

    def unscored_of(self, code: str) -> int:
        """How many of a school's pupils have no score at all."""
        return sum(
            pupil.group is None for pupil in self._now.abilities.pupils if pupil.school == code
        )

    def of_school(self, code: str) -> Counts:
        """A school's counts."""
        return self._counts(self._groups[code], self._earlier.get(code, {}), code)

    def of_area(self) -> Counts:
        """The counts of all schools together."""
        return self._counts(_together(self._groups.values()), _together(self._earlier.values()))

    def _counts(self, groups: Groups, earlier: Groups, school: str = "") -> Counts:
        n, then = sum(groups.values()), sum(earlier.values())
        if few := self._kept_back(school, n) if school else 0:
            return Counts(0, _NOTHING, "", few)
        hidden = bool(school) and self._kept_back(school, then)
        known = self._before if then and not hidden else None

        def count(group: str) -> Count:
            return Count(
                group,
                group_name(group),
                groups[group] if n else None,
                shown(half_up(10_000 * groups[group], n), 2) if n else None,
                earlier[group] if known else None,
                self._now.url(group, school),
                known.url(group, school) if known else "",
            )

        return Counts(n, tuple(map(count, GROUPS)), self._now.url("", school))

    def rows(self, schools: Iterable[School], sort: str) -> list[Row]:
        """The schools with their counts in the order asked for; those without a score last."""
        found = (Row(school, self.of_school(school.code)) for school in schools)
        return in_order(found, sort, lambda row: row.school, _value)


def _value(row: Row, code: str) -> Decimal | int | None:
    """What a table is sorted by: number with a score, percent of C, or number in a group."""
    told = row.counts
    values = {"scored": told.scored, "share": told.share, **{c.group: c.n for c in told.groups}}
    return values[code] if told.scored else None


def _together(groups: Iterable[Groups]) -> Groups:
    whole: Counter[str] = Counter()
    for here in groups:
        whole.update(here)
    return {group: whole[group] for group in GROUPS}


def headings(sort: str) -> list[Heading]:
    """The headings of the table of schools."""
    groups = {group: group_name(group) for group in GROUPS}
    labels = {BY_NAME: _("โรงเรียน"), "scored": _("ผู้มีคะแนน"), **groups, "share": _("ร้อยละกลุ่ม C")}
    return [_heading(code, label, sort) for code, label in labels.items()]


def _heading(code: str, label: str, sort: str) -> Heading:
    first, other = (code, f"-{code}") if code == BY_NAME else (f"-{code}", code)
    order = {code: "ascending", f"-{code}": "descending"}.get(sort, "")
    return Heading(label, other if sort == first else first, order)
