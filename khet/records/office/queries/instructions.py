"""Looking up instructions and recommendations, and how far they have come."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

from django.db.models import CharField, Count, Min, Q, QuerySet
from django.db.models.functions import Cast

from khet.records.office.models import Duty, Instruction, Meeting
from khet.records.office.queries.minutes import INSTRUCTION, Reader, told_to
from khet.records.office.queries.owner_choices import OwnerWords
from khet.records.registry.models import Unit
from khet.rules.deadlines import INSTRUCTION as RULE
from khet.rules.deadlines import days_late
from khet.rules.duties import OWED
from khet.rules.minutes import CLOSED, DONE, LATE, Tally, instruction_state

_OWED = Q(state__in=OWED)
_SENT = Q(state__in=[Duty.State.DONE, Duty.State.ACCEPTED])


@dataclass(frozen=True)
class Followed:
    """An instruction as lists show it; ``due`` is the first day by which somebody owes it still."""

    instruction: Instruction
    tally: Tally
    owners: str
    due: date | None
    today: date

    @cached_property
    def state(self) -> str:
        """How it stands; see ``instruction_state``."""
        return instruction_state(self.tally)

    @property
    def late(self) -> int:
        """How many days the one who is longest late is late."""
        return days_late(self.due, self.today) if self.due and self.state == LATE else 0

    @property
    def settled(self) -> bool:
        """Whether nothing is to be said of it any more: all accepted or waived."""
        return self.state == CLOSED or (self.state == DONE and self.tally.accepted == self.tally.of)


def _all() -> QuerySet[Instruction]:
    return Instruction.objects.select_related("meeting__body", "meeting__minutes", "item")


def duties_about_instructions() -> QuerySet[Duty]:
    """Every duty that an instruction made."""
    return Duty.objects.filter(rule=RULE.code, about_kind=INSTRUCTION)


def given() -> QuerySet[Instruction]:
    """The instructions that were given: their duties are open or have been."""
    keyed = _all().annotate(key=Cast("pk", CharField()))
    return keyed.filter(
        kind=Instruction.Kind.INSTRUCTION, key__in=duties_about_instructions().values("about_key")
    )


def instructions_seen(reader: Reader, owned: Q) -> QuerySet[Instruction]:
    """The instructions that the reader sees: of minutes that are seen, and the own duties'."""
    own = duties_about_instructions().filter(owned).values("about_key")
    in_area = Q(meeting__body__area=reader.sight.area)
    seen = given().filter(told_to(reader, "meeting__") | (in_area & Q(key__in=own)))
    return seen.order_by("-meeting__begins", "-pk")


def given_to(owned: Q) -> QuerySet[Instruction]:
    """The instructions of which a duty is one of those, oldest first."""
    keys = duties_about_instructions().filter(owned).values_list("about_key", flat=True)
    known = [int(key) for key in keys if key.isdecimal()]
    return _all().filter(pk__in=known).order_by("meeting__begins", "pk")


def of_unit(instructions: QuerySet[Instruction], unit: Unit) -> QuerySet[Instruction]:
    """Those of which a duty counts at the unit."""
    keys = duties_about_instructions().filter(unit=unit).values_list("about_key", flat=True)
    return instructions.filter(pk__in=[int(key) for key in keys if key.isdecimal()])


def followed(
    instructions: Iterable[Instruction], today: date, words: OwnerWords | None = None
) -> list[Followed]:
    """The instructions in their order with their tallies; a query for these, few for owners.

    Args:
        words: what the owners are called, where that is looked up already.
    """
    listed = list(instructions)
    words = words or OwnerWords(one.owners for one in listed)
    tallies = _tallies([str(one.pk) for one in listed], today)
    nothing: tuple[Tally, date | None] = (Tally(), None)
    return [
        Followed(one, *_split(tallies.get(str(one.pk), nothing), words.of(one.owners)), today)
        for one in listed
    ]


def _split(known: tuple[Tally, date | None], owners: str) -> tuple[Tally, str, date | None]:
    return known[0], owners, known[1]


def _tallies(keys: list[str], today: date) -> dict[str, tuple[Tally, date | None]]:
    counted = duties_about_instructions().filter(about_key__in=keys).order_by()
    rows = counted.values("about_key").annotate(
        of=Count("pk", filter=~Q(state=Duty.State.WAIVED)),
        done=Count("pk", filter=_SENT),
        accepted=Count("pk", filter=Q(state=Duty.State.ACCEPTED)),
        late=Count("pk", filter=_OWED & Q(due__lt=today)),
        working=Count("pk", filter=_OWED & Q(progress=Duty.Progress.WORKING)),
        trouble=Count("pk", filter=_OWED & Q(progress=Duty.Progress.TROUBLE)),
        waived=Count("pk", filter=Q(state=Duty.State.WAIVED)),
        first=Min("due", filter=_OWED),
    )
    names = [field.name for field in fields(Tally)]
    return {
        str(row["about_key"]): (Tally(**{name: row[name] for name in names}), row["first"])  # type: ignore[literal-required]
        for row in rows
    }


def given_before(meeting: Meeting) -> QuerySet[Instruction]:
    """What earlier meetings of the body told somebody to do, oldest first."""
    earlier = given().filter(meeting__body=meeting.body_id, meeting__ends__lt=meeting.begins)
    return earlier.order_by("meeting__begins", "pk")


def open_before(meeting: Meeting, today: date) -> list[Followed]:
    """That of these which isn't settled."""
    return [one for one in followed(given_before(meeting), today) if not one.settled]


def instruction_of_key(pk: int) -> Instruction | None:
    """An instruction or recommendation with its meeting and body."""
    return _all().filter(pk=pk).select_related("meeting__body__area").first()


def recommendations_seen(reader: Reader) -> QuerySet[Instruction]:
    """The recommendations of minutes that the reader sees, oldest first."""
    told = _all().filter(told_to(reader, "meeting__"), kind=Instruction.Kind.RECOMMENDATION)
    return told.order_by("meeting__begins", "pk")


def duties_of_instruction(instruction: Instruction) -> QuerySet[Duty]:
    """The duties that an instruction made, the units in Thai order."""
    found = duties_about_instructions().filter(about_key=str(instruction.pk))
    return found.select_related("unit").order_by("unit__sort_key", "pk")


def instructions_of(meeting: Meeting) -> QuerySet[Instruction]:
    """The instructions and recommendations of one meeting."""
    return _all().filter(meeting=meeting).order_by("pk")
