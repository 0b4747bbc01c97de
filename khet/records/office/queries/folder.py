"""Looking up what the desk of letters asks: before whom one can lie, and to whom work is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.db.models.functions import Left

from khet.records.office.access import Sight, seen_letters
from khet.records.office.models import AttachedFile, Duty, Letter, LetterStep, Number
from khet.records.office.queries.calendar import closed_days
from khet.records.office.queries.files import attached
from khet.records.office.queries.letters import KIND, letters_seen
from khet.records.office.queries.owner_choices import people_told, units_under
from khet.records.office.queries.powers import standing
from khet.records.registry.access import AT_OFFICE, ENDORSE_LETTERS, ROLES, SIGN_LETTERS, roles_on
from khet.records.registry.models import RoleHeld, Unit, UnitKind, User
from khet.records.registry.queries.people import roles_on_in
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import academic_year
from khet.rules.deadlines import LETTER_ORDER, due_day
from khet.rules.letter_desk import RANKS
from khet.rules.letters import series_of
from khet.rules.posts import post_at
from khet.rules.powers import LETTERS

HEAD = "group-director"
BEGINNING = 700
"""How much of a text is shown where it is read in a list, in letters."""
_LONGEST = timedelta(120)
_ENDORSING = [code for code, role in ROLES.items() if ENDORSE_LETTERS in role.permissions]
_SIGNING = [code for code, role in ROLES.items() if SIGN_LETTERS in role.permissions]


@dataclass(frozen=True)
class Desk:
    """Somebody before whom a letter can lie: the person, as what, the rank, and the unit's key."""

    user: User
    post: str
    rank: int
    unit: int


def desks(area: Unit, day: date) -> list[Desk]:
    """All who may endorse, order or sign letters on a day, the highest first, each once."""
    heads = roles_on_in(area, day).filter(role__in=_ENDORSING)
    here = roles_on_in(area, day).filter(unit__kind__in=AT_OFFICE).order_by()
    given = standing(day).filter(area=area, power=LETTERS, to__in=here.values("user"))
    found = [_desk(held) for held in heads]
    found += [Desk(one.to, f"ปฏิบัติราชการแทน {one.post}", 0, 0) for one in given.select_related("to")]
    once: dict[int, Desk] = {}
    for one in sorted(found, key=lambda one: -one.rank):
        once.setdefault(one.user.pk, one)
    return list(once.values())


def _desk(held: RoleHeld) -> Desk:
    label = ROLES[held.role].label
    post = label if held.unit.kind == UnitKind.AREA else post_at(label, str(held.unit))
    told = f"รักษาการ{post}" if held.acting else post
    return Desk(held.user, told, RANKS.get(held.role, 1), held.unit_id)


def signers_ever(area: Unit) -> QuerySet[RoleHeld]:
    """All who ever headed the office: what lies before one waits for whoever decides now."""
    return RoleHeld.objects.filter(unit=area, role__in=_SIGNING)


def signers(area: Unit, day: date) -> list[User]:
    """Who heads the office on a day."""
    held = roles_on_in(area, day).filter(unit=area, role__in=_SIGNING)
    return [one.user for one in held]


def proposed_letters(sight: Sight, user: User, area: Unit, *, decides: bool) -> QuerySet[Letter]:
    """The letters that lie before a person with their steps, the longest waiting first.

    For who ``decides`` for the office also those before its heads.
    """
    mine = Q(desk=user)
    if decides:
        mine |= Q(desk__in=signers_ever(area).values("user"))
    found = letters_seen(sight).filter(mine, state=Letter.State.PROPOSED)
    begun = found.annotate(begins=Left("text", BEGINNING))
    return begun.prefetch_related(Prefetch("steps", steps())).order_by("pk")


def letters_at(sight: Sight, user: User) -> tuple[list[Letter], int]:
    """The letters at a person's desk that the reader sees, and how many more lie there."""
    here = Letter.objects.filter(area=sight.area, desk=user, state=Letter.State.PROPOSED)
    told = here.annotate(seen=Case(When(seen_letters(sight), then=True), default=False))
    found = list(told.defer("text").order_by("pk"))
    seen: list[Letter] = [letter for letter in found if letter.seen]
    return seen, len(found) - len(seen)


def beginnings(keys: Iterable[int]) -> dict[str, list[AttachedFile]]:
    """The files of letters (their keys) with how each begins, by the letter's key."""
    found: dict[str, list[AttachedFile]] = {}
    rows = attached().filter(about_kind=KIND, about_key__in=[str(key) for key in keys])
    for file in rows.annotate(begins=Left("text", BEGINNING)).order_by("pk"):
        found.setdefault(file.about_key, []).append(file)
    return found


def steps() -> QuerySet[LetterStep]:
    """Steps of letters with who took them and to whom they led."""
    return LetterStep.objects.select_related("by", "to_person", "to_unit").order_by("at", "pk")


def duties_of_letter(letter: Letter) -> QuerySet[Duty]:
    """What was ordered on a letter to be done."""
    found = Duty.objects.filter(rule=LETTER_ORDER.code, about_kind=KIND, about_key=str(letter.pk))
    return found.select_related("unit", "person", "team", "body", "passed").order_by("due", "pk")


class Assignee(NamedTuple):
    """To whom work can be given: as owners are named, as an order says it, and as lists do."""

    owner: str
    name: str
    told: str


def assignees(area: Unit, day: date) -> list[tuple[str, list[Assignee]]]:
    """To whom work can be given in an order: groups, then people."""
    groups = list(units_under(area, UnitKind.GROUP, day))
    here = roles_on(day).filter(unit__in=[area, *groups], user__is_active=True)
    held = list(here.select_related("user", "unit").order_by("user__sort_key", "user"))
    headed = {one.unit_id for one in held if one.role == HEAD}
    vacant = "(ยังไม่มีผู้อำนวยการกลุ่ม)"
    posts = [
        Assignee(
            f"post:{HEAD}:group:{g.code}", str(g), f"{g}" if g.pk in headed else f"{g} {vacant}"
        )
        for g in groups
    ]
    people = [
        Assignee(f"person:{user.username}", str(user), told)
        for user, told in people_told(held).items()
    ]
    return [("กลุ่มงาน", posts), ("บุคคล", people)]


def reserved_for(letter: Letter, day: date) -> list[Number]:
    """The numbers that are reserved in the series that the letter's book has on a day."""
    rows = office_tables(letter.area).of("correspondence", academic_year(day).be)
    kind = series_of(letter.book, circulars_apart=rows["circulars_apart"])
    found = Number.objects.filter(series__area=letter.area, series__kind=kind)
    reserved = found.filter(state=Number.State.RESERVED).select_related("series")
    return list(reserved.order_by("-series__year", "number"))


def usual_due(area: Unit, urgency: str, day: date) -> date:
    """Until when what is ordered on a day is due, by the letter's urgency, on an open day."""
    tables = office_tables(area)
    days = tables.of("correspondence", academic_year(day).be)["days"]
    closed = closed_days(area, day, day + _LONGEST, tables)
    return due_day(day, days[urgency or "normal"], closed)
