"""The list of schools by reward as pages and papers show it, each with its colours as reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.jobs.school_rewards import Earned, Sat, sat_of_reason
from khet.records.learning.models import Reward
from khet.records.registry.queries.schools import School
from khet.rules.colours import Band, five_bands, four_bands
from khet.rules.limits import terms
from khet.web.learning.few import sees_singles
from khet.web.learning.rewards.asked import RewardYear
from khet.web.learning.words import grade_name, subject_short, test_name

NOT_PROPOSED = ""
_ORDER = ("blue", "green", "yellow", "orange", "red", "black")


@dataclass(frozen=True)
class Colour:
    """How many colours of one kind a school has, and in which subjects of which sittings."""

    band: Band
    count: int
    where: str


@dataclass(frozen=True)
class Row:
    """A school with its colours; ``kept`` is its reward once it is proposed.

    ``few`` are the sittings with few pupils, whose colours are left out where they are ``hidden``
    from the reader; ``back`` are the colours that keep it from more, and ``changed`` says what
    became of its results since it was proposed.
    """

    school: School
    url: str
    kept: Reward | None
    colours: tuple[Colour, ...]
    results: str
    few: str
    hidden: bool
    back: tuple[Band, ...]
    changed: str

    @property
    def state(self) -> str:
        """How far its reward is; empty where it is not proposed."""
        return self.kept.state if self.kept else NOT_PROPOSED

    @property
    def state_name(self) -> str:
        """The same in words."""
        return state_names()[self.state]


@dataclass(frozen=True)
class Section:
    """A reward, the colours that count for it, and the schools that earn it or have it."""

    key: str
    name: str
    bands: tuple[Band, ...]
    rows: tuple[Row, ...]

    def in_state(self, state: str) -> list[Row]:
        """The schools whose reward is so far."""
        return [row for row in self.rows if row.state == state]

    @property
    def states(self) -> set[str]:
        """How far any of its schools is."""
        return {row.state for row in self.rows}

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many schools are how far, in words."""
        named = state_names()
        found = ((named[state], len(self.in_state(state))) for state in named)
        return [(name, n) for name, n in found if n]


def state_names() -> dict[str, str]:
    """How far a reward is, in words."""
    return {
        NOT_PROPOSED: _("ยังไม่เสนอ"),
        Reward.State.PROPOSED: _("เสนอแล้ว รอเห็นชอบ"),
        Reward.State.AGREED: _("เห็นชอบแล้ว รอให้"),
        Reward.State.GIVEN: _("ให้แล้ว"),
    }


class RewardPage:
    """The schools of a year by reward, and those that get none."""

    def __init__(self, year: RewardYear) -> None:
        self.asked = year

    @cached_property
    def few(self) -> int:
        """Below so many pupils a single one counts much."""
        return terms(self.asked.year, self.asked.tables).few

    @cached_property
    def sections(self) -> list[Section]:
        """The rewards, the best first, each with its schools."""
        names = {reward.key: reward.th for reward in self.asked.going_by.rewards}
        for kept in self.asked.decided.values():
            names.setdefault(kept.reward, kept.reason["name"])
        return [self._section(key, name) for key, name in names.items()]

    def section(self, key: str) -> Section | None:
        """The section of a reward."""
        return next((section for section in self.sections if section.key == key), None)

    def _section(self, key: str, name: str) -> Section:
        rewards = {reward.key: reward for reward in self.asked.going_by.rewards}
        counts = rewards[key].colours if key in rewards else frozenset[str]()
        rows = tuple(row for row in self._rows.values() if self._reward_of(row) == key)
        return Section(key, name, self._some(counts), rows)

    def _reward_of(self, row: Row) -> str | None:
        if row.kept:
            return row.kept.reward
        found = self.asked.earned.get(row.school.code)
        return found.reward.key if found and found.reward else None

    @cached_property
    def mixed(self) -> list[Row]:
        """Schools with colours that fall in no reward."""
        return [row for row in self._rows.values() if self._reward_of(row) is None]

    @cached_property
    def without(self) -> list[School]:
        """Schools with no announced colour at all."""
        return [s for code, s in self.asked.schools.items() if code not in self._rows]

    @cached_property
    def _rows(self) -> dict[str, Row]:
        found = self.asked.earned, self.asked.decided
        return {
            code: self._row(school)
            for code, school in self.asked.schools.items()
            if any(code in some for some in found)
        }

    def _row(self, school: School) -> Row:
        now, kept = self.asked.earned.get(school.code), self.asked.decided.get(school.code)
        sat = sat_of_reason(kept.reason) if kept else now.sat if now else ()
        few = [_sitting(one) for one in sat if one.few]
        hidden = bool(few) and not sees_singles(self.asked.viewer.scope, [school.code])
        return Row(
            school,
            _school_url(school.code, self.asked.year, sat),
            kept,
            tuple(self._colours(_told(sat) if hidden else sat)),
            ", ".join(_version(one) for one in sat),
            ", ".join(few),
            hidden,
            self._some(now.held_back) if now and not kept and not hidden else (),
            _changed(kept, sat, now) if kept else "",
        )

    def _some(self, keys: Iterable[str]) -> tuple[Band, ...]:
        return tuple(band for key, band in self._ordered.items() if key in keys)

    @cached_property
    def _ordered(self) -> Mapping[str, Band]:
        """The colours of both schemes, as old reasons may be of the other, the best first."""
        year, tables = self.asked.year, self.asked.tables
        bands = {b.key: b for b in (*four_bands(year, tables), *five_bands(year, tables))}
        return {key: bands[key] for key in _ORDER}

    def _colours(self, sat: tuple[Sat, ...]) -> Iterator[Colour]:
        for key, band in self._ordered.items():
            of = {_sitting(one): [s for s, c in one.colours.items() if c == key] for one in sat}
            count = sum(map(len, of.values()))
            if count:
                told = (f"{name} {', '.join(map(subject_short, s))}" for name, s in of.items() if s)
                yield Colour(band, count, "; ".join(told))


def _told(sat: tuple[Sat, ...]) -> tuple[Sat, ...]:
    """The colours without those of few pupils."""
    return tuple(
        replace(one, colours={s: c for s, c in one.colours.items() if s not in one.few})
        for one in sat
    )


def _sitting(sat: Sat) -> str:
    return f"{test_name(sat.test, sat.round)} {grade_name(sat.grade)}"


def _version(sat: Sat) -> str:
    told = {"sitting": _sitting(sat), "version": sat.version}
    return _("%(sitting)s ฉบับที่ %(version)s") % told


def _school_url(code: str, year: int, sat: tuple[Sat, ...]) -> str:
    """The school's results in the first sitting that counts."""
    asked: dict[str, str] = {"year": str(year)}
    if sat:
        asked |= {"test": sat[0].test, "grade": sat[0].grade, "round": sat[0].round}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('learning:school', args=[code])}?{query}"


def _changed(kept: Reward, then: tuple[Sat, ...], now: Earned | None) -> str:
    """What became of a school's results since it was proposed; empty where nothing did."""
    if now is None:
        return _("ผลที่ใช้เสนอไม่ได้ประกาศอยู่แล้ว")
    if now.reward is None:
        return _("ผลหรือเกณฑ์เปลี่ยนหลังเสนอ: ตอนนี้ไม่เข้าเกณฑ์ใด")
    if now.reward.key != kept.reward:
        told = _("ผลหรือเกณฑ์เปลี่ยนหลังเสนอ: ตอนนี้เข้าเกณฑ์ “%(reward)s”")
        return told % {"reward": now.reward.th}
    if then == now.sat:
        return ""
    if set(_cells(then)) != set(_cells(now.sat)):
        return _("ผลเปลี่ยนหลังเสนอ สีบางวิชาเปลี่ยน แต่ยังเข้าเกณฑ์นี้")
    return _("มีผลฉบับใหม่หลังเสนอ สีไม่เปลี่ยน")


def _cells(sat: tuple[Sat, ...]) -> Iterator[tuple[str, ...]]:
    for one in sat:
        for subject, colour in one.colours.items():
            yield one.test, one.round, one.grade, subject, colour
