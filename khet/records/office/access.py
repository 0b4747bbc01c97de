"""Who may see what the office keeps: one rule for evidence, meetings, orders and the search."""

from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from khet.records.office.models import LetterReader, Level, Receipt
from khet.records.registry.access import (
    CHECK_ACCOUNTS,
    CHECK_SUPERVISION,
    ENDORSE_LETTERS,
    MANAGE_WORK,
    RECORD_VISITS,
    Scope,
)
from khet.records.registry.models import Unit, UnitKind
from khet.rules.deadlines import INTERNAL_SUPERVISION, LETTER_ORDER, SCHOOL_ACCOUNTS, VISIT_FINDING

_CHECKERS = {
    SCHOOL_ACCOUNTS.code: CHECK_ACCOUNTS,
    INTERNAL_SUPERVISION.code: CHECK_SUPERVISION,
    VISIT_FINDING.code: RECORD_VISITS,
    LETTER_ORDER.code: ENDORSE_LETTERS,
}


@dataclass(frozen=True)
class Sight:
    """A person as records of the office see one, on a day.

    ``area`` and ``user`` are keys, ``units`` the keys of the units at which a role is held.
    ``office`` is whether one of them is at the office; ``schools`` are the codes of the schools
    whose own records are seen, ``None`` for every unit's. ``bodies`` are the keys of the bodies in
    which the person sits, or whose secretariat is the person's unit.
    """

    area: int
    user: int
    units: frozenset[int]
    office: bool
    schools: frozenset[str] | None
    bodies: frozenset[int]


def seen_by(sight: Sight) -> Q:
    """Which rows of a model that is ``Kept`` the person may see."""
    shown = Q(level__in=[Level.PUBLIC, Level.AREA])
    if sight.office:
        shown |= Q(level=Level.OFFICE)
    unit = Q(level=Level.UNIT)
    shown |= unit if sight.schools is None else unit & _own(sight)
    concerned = Q(owner=sight.user) | Q(body__in=sight.bodies)
    return Q(area=sight.area) & (shown | concerned)


def seen_letters(sight: Sight) -> Q:
    """Which letters the person may see.

    Of those that aren't secret what their level says; besides, those that are the person's own, lie
    before the person, name the person as reader, or were sent to the person or the person's unit.
    """
    reads = LetterReader.objects.filter(letter=OuterRef("pk"), user=sight.user)
    concerned = Q(owner=sight.user) | Q(desk=sight.user) | Q(Exists(reads))
    plain = Q(secrecy="") & (seen_by(sight) | Q(Exists(_sent_to(sight))))
    return Q(area=sight.area) & (plain | concerned)


def found_by(sight: Sight) -> Q:
    """What the search finds for the person: what is seen, and letters that were sent there.

    Those of the office see letters by their level.
    """
    if sight.office:
        return seen_by(sight)
    to = Q(unit__in=sight.units) | Q(user=sight.user)
    key = Cast("circular__letter", CharField())
    sent = Receipt.objects.filter(to).annotate(key=key).values("key")
    return seen_by(sight) | Q(area=sight.area, kind="office.letter", key__in=sent)


def _sent_to(sight: Sight) -> QuerySet[Receipt]:
    to = Q(unit__in=sight.units) | Q(user=sight.user)
    return Receipt.objects.filter(to, circular__letter=OuterRef("pk"))


def checks(scope: Scope, rule: str, unit: Unit) -> bool:
    """Whether the person looks at what is done for a rule at a unit, and accepts or returns it."""
    return reaches(scope, _CHECKERS.get(rule, MANAGE_WORK), unit)


def reaches(scope: Scope, permission: str, unit: Unit) -> bool:
    """Whether the person has the permission for a unit: a school, or one of the office."""
    if unit.kind == UnitKind.SCHOOL:
        return scope.may_at(permission, unit.code)
    return scope.may_everywhere(permission)


def _own(sight: Sight) -> Q:
    schools = Q(unit__kind=UnitKind.SCHOOL, unit__code__in=sight.schools or ())
    return Q(unit__in=sight.units) | schools
