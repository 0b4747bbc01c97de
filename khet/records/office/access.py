"""Who may see what the office keeps: one rule for evidence, meetings, orders and the search."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from khet.records.office.models import (
    Duty,
    EvidenceUse,
    Letter,
    LetterReader,
    Level,
    Receipt,
)
from khet.records.registry.access import (
    CHECK_ACCOUNTS,
    CHECK_SUPERVISION,
    ENDORSE_LETTERS,
    MANAGE_WORK,
    RECORD_VISITS,
    SEE_VISITS,
    SEE_WORK,
    Scope,
)
from khet.records.registry.models import TeamMember, Unit, UnitKind
from khet.rules.deadlines import (
    DEADLINES,
    INTERNAL_SUPERVISION,
    LETTER_ORDER,
    SCHOOL_ACCOUNTS,
    VISIT_FINDING,
)

_CHECKERS = {
    SCHOOL_ACCOUNTS.code: CHECK_ACCOUNTS,
    INTERNAL_SUPERVISION.code: CHECK_SUPERVISION,
    VISIT_FINDING.code: RECORD_VISITS,
    LETTER_ORDER.code: ENDORSE_LETTERS,
}
_READERS = {"learning.visit": SEE_VISITS, "office.duty": SEE_WORK}
"""Who sees a school's records of a kind; not all of its people do."""


@dataclass(frozen=True)
class Sight:
    """A person as records of the office see one, on a day.

    ``area`` and ``user`` are keys, ``units`` the keys of the units at which a role is held.
    ``office`` is whether one of them is at the office; ``schools`` are the codes of the schools
    whose own records are seen, ``None`` for every unit's. ``bodies`` are the keys of the bodies in
    which the person sits, or whose secretariat is the person's unit; ``posts`` are the roles held,
    each with the key of its unit. ``reads`` is for each kind of ``_READERS``, ``checks`` for each
    permission to accept what was done, the codes of the schools where it is had, ``None`` for
    everywhere.
    """

    area: int
    user: int
    units: frozenset[int]
    office: bool
    schools: frozenset[str] | None
    bodies: frozenset[int]
    posts: frozenset[tuple[int, str]] = frozenset()
    reads: frozenset[tuple[str, frozenset[str] | None]] = frozenset()
    checks: frozenset[tuple[str, frozenset[str] | None]] = frozenset()

    @cached_property
    def hidden(self) -> tuple[int, ...]:
        """The keys of the evidence of ``hidden_duties`` and ``_unread``, asked for once."""
        duties = hidden_duties(self).annotate(key=Cast("pk", CharField())).values("key")
        secret = Q(about_kind="office.duty", about_key__in=duties)
        uses = EvidenceUse.objects.filter(secret | _unread(self))
        return tuple(uses.values_list("evidence", flat=True).distinct())


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


def hidden_duties(sight: Sight) -> QuerySet[Duty]:
    """Duties of which the person may know that they are there, but not what was done.

    Such are those ordered on a secret letter that the person may not read, but for who has to do
    them.
    """
    secret = Letter.objects.filter(area=sight.area).exclude(secrecy="")
    unread = secret.exclude(seen_letters(sight)).annotate(key=Cast("pk", CharField()))
    found = Duty.objects.filter(about_kind="office.letter", about_key__in=unread.values("key"))
    return found.exclude(_to_do(sight))


def seen_evidence(sight: Sight) -> Q:
    """Which evidence the person may see: what is seen by its level or was handed in for a duty that
    the person accepts, but none of hidden duties.

    Nor is the own school's of records that the person may not see. Who keeps it sees it always.
    """
    seen = seen_by(sight)
    if sight.checks:
        seen |= Q(area=sight.area) & Q(Exists(_handed_in(sight)))
    return seen & (Q(owner=sight.user) | ~Q(pk__in=sight.hidden))


def _handed_in(sight: Sight) -> QuerySet[EvidenceUse]:
    """Uses of evidence for duties that the person checks."""
    duties = Duty.objects.filter(checked_duties(sight)).annotate(key=Cast("pk", CharField()))
    return EvidenceUse.objects.filter(
        evidence=OuterRef("pk"), about_kind="office.duty", about_key__in=duties.values("key")
    )


def checked_duties(sight: Sight) -> Q:
    """Duties whose doing the person looks at, as ``checks`` says of one."""
    found = Q(pk__in=[])
    for permission, schools in sight.checks:
        where = Q()
        if schools is not None:
            where = Q(unit__kind=UnitKind.SCHOOL, unit__code__in=schools)
        found |= Q(rule__in=_rules_of(permission)) & where
    return found


def checked_rules(sight: Sight) -> set[str]:
    """The rules whose duties the person looks at somewhere."""
    return {rule for permission, _schools in sight.checks for rule in _rules_of(permission)}


def _rules_of(permission: str) -> list[str]:
    """The rules whose duties are accepted by who has the permission."""
    checked = (rule.code for rule in DEADLINES.values() if rule.checked)
    return [code for code in checked if _CHECKERS.get(code, MANAGE_WORK) == permission]


def checking(scope: Scope) -> frozenset[tuple[str, frozenset[str] | None]]:
    """The permissions to accept what was done, with the schools where the person has them."""
    wanted = {MANAGE_WORK, *_CHECKERS.values()} & set(scope.reach)
    return frozenset((permission, scope.reach[permission]) for permission in wanted)


def readings(scope: Scope) -> frozenset[tuple[str, frozenset[str] | None]]:
    """The kinds of records that not all of a school's people see, with where the person does."""
    reach = scope.reach
    return frozenset((kind, reach.get(may, frozenset())) for kind, may in _READERS.items())


def _unread(sight: Sight) -> Q:
    """Uses of a school's own evidence for its records that the person may not see there.

    What is to be done by the person is seen, wherever it is.
    """
    found = Q(pk__in=[])
    for kind, schools in sight.reads:
        if schools is not None:
            found |= Q(about_kind=kind) & ~Q(evidence__unit__code__in=schools)
    own = Q(evidence__level=Level.UNIT, evidence__unit__in=sight.units)
    duties = Duty.objects.filter(_to_do(sight)).annotate(key=Cast("pk", CharField())).values("key")
    return own & found & ~Q(about_kind="office.duty", about_key__in=duties)


def found_by(sight: Sight) -> Q:
    """What the search finds for the person: what is seen, and letters that were sent there.

    Those of the office see letters by their level.
    """
    hidden = Q(kind="office.evidence", key__in=[str(key) for key in sight.hidden])
    return _found(sight) & (Q(owner=sight.user) | ~hidden)


def _found(sight: Sight) -> Q:
    if sight.office:
        return seen_by(sight)
    to = Q(unit__in=sight.units) | Q(user=sight.user)
    key = Cast("circular__letter", CharField())
    sent = Receipt.objects.filter(to).annotate(key=key).values("key")
    return seen_by(sight) | Q(area=sight.area, kind="office.letter", key__in=sent)


def _to_do(sight: Sight) -> Q:
    """Duties that are the person's: of a post held, the own, of a team or body, or passed on."""
    teams = TeamMember.objects.filter(user=sight.user).values("team")
    found = Q(person=sight.user) | Q(passed=sight.user) | Q(team__in=teams)
    posts = [Q(unit=unit, role=role) for unit, role in sight.posts]
    return Q(found, Q(body__in=sight.bodies), *posts, _connector=Q.OR)


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
