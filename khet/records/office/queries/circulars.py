"""Looking up what was sent to many: sendings, their counts, and who has not read or answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from khet.records.office.access import Sight, seen_letters
from khet.records.office.models import AnswerSheet, Circular, Duty, Letter, Receipt
from khet.records.office.queries.owner_choices import units_under
from khet.records.registry.access import ANSWER_CIRCULARS, ROLES, roles_on
from khet.records.registry.models import RoleHeld, Unit, UnitKind
from khet.rules.circulars import WORKBOOK, asks_answer, share
from khet.rules.deadlines import ANSWER_CIRCULAR

KIND = "office.receipt"
BOOKS = (Letter.Book.CIRCULAR, Letter.Book.OPEN)
"""The books whose letters are sent to many."""
_NEWEST = 50


@dataclass(frozen=True)
class Counts:
    """How many received a circular, have read it, have answered it and were asked to mend it."""

    total: int = 0
    read: int = 0
    answered: int = 0
    returned: int = 0

    @property
    def unread(self) -> int:
        """How many have not read it."""
        return self.total - self.read

    @property
    def unanswered(self) -> int:
        """How many have not answered, or must mend it."""
        return self.total - self.answered


def circular_of(letter: Letter) -> Circular | None:
    """The sending of a letter, prepared or done."""
    found = Circular.objects.filter(letter=letter)
    return found.select_related("instrument__instrument", "template").first()


def lacks_template(letter: Letter) -> bool:
    """Whether a letter asks for a workbook to be filled in, and none is attached."""
    asking = Circular.objects.filter(letter=letter, asks=WORKBOOK)
    return asking.exclude(template__isnull=False, template__taken_off_at=None).exists()


def circulars_seen(sight: Sight) -> QuerySet[Circular]:
    """The sendings whose letters a person may see, prepared or done; the last sent first."""
    letters = Letter.objects.filter(seen_letters(sight), book__in=BOOKS).values("pk")
    found = Circular.objects.filter(letter__in=letters).exclude(
        letter__state=Letter.State.CANCELLED
    )
    listed = found.select_related("letter__unit").defer("letter__text")
    return listed.order_by(F("sent_at").desc(nulls_first=True), "-pk")


def to_be_sent(sight: Sight) -> QuerySet[Letter]:
    """The signed letters that wait to be sent to many, the first signed first."""
    found = Letter.objects.filter(seen_letters(sight), book__in=BOOKS, state=Letter.State.SIGNED)
    return found.filter(secrecy="").select_related("unit").defer("text").order_by("signed_at", "pk")


def counts_of(circulars: Iterable[int]) -> dict[int, Counts]:
    """The counts of sendings by their keys; one query."""
    rows = Receipt.objects.filter(circular__in=list(circulars)).values_list("circular", "state")
    found: dict[int, dict[str, int]] = {}
    for circular, state, n in rows.annotate(n=Count("pk")).order_by("circular"):
        found.setdefault(circular, {})[state] = n
    return {key: _counts(states) for key, states in found.items()}


def _counts(states: dict[str, int]) -> Counts:
    total = sum(states.values())
    answered, returned = (states.get(s, 0) for s in (Receipt.State.ANSWERED, "returned"))
    return Counts(total, total - states.get(Receipt.State.UNREAD, 0), answered, returned)


def least_read(sight: Sight, since: datetime, most: int) -> list[tuple[Circular, Counts]]:
    """The open sendings that somebody has not read or answered, the least read first."""
    recent = circulars_seen(sight).filter(sent_at__gte=since, closed_at=None)[:_NEWEST]
    listed = list(recent)
    counts = counts_of(one.pk for one in listed)
    found = [(one, counts.get(one.pk, Counts())) for one in listed]
    owing = [(one, n) for one, n in found if n.unread or (asks_answer(one.asks) and n.unanswered)]
    return sorted(owing, key=lambda pair: _progress(*pair))[:most]


def _progress(circular: Circular, counts: Counts) -> tuple[int, int, int]:
    done = counts.answered if asks_answer(circular.asks) else counts.read
    return share(done, counts.total)


def any_open(area: Unit, since: datetime) -> bool:
    """Whether anything waits to be sent, or that was sent since then still takes answers."""
    waiting = Q(letter__state=Letter.State.SIGNED)
    found = Circular.objects.filter(waiting | Q(sent_at__gte=since, closed_at=None))
    return found.filter(letter__area=area).exists()


def receipts_of(circular: Circular) -> QuerySet[Receipt]:
    """The receipts of a sending in Thai order, units before people."""
    found = Receipt.objects.filter(circular=circular).select_related("unit", "user")
    order = ("unit__kind", "unit__sort_key", "user__sort_key")
    return found.order_by(*(F(name).asc(nulls_last=True) for name in order), "pk")


def sheets_of_receipts(receipts: Iterable[int]) -> QuerySet[AnswerSheet]:
    """What was answered to a form about receipts (keys), by unit in Thai order."""
    keys = [str(pk) for pk in receipts]
    found = AnswerSheet.objects.filter(about_kind=KIND, about_key__in=keys)
    return found.select_related("unit", "version").order_by("unit__sort_key", "pk")


def owing(circular: Circular) -> Q:
    """The receipts of a sending from which something is still wanted."""
    if asks_answer(circular.asks):
        return ~Q(state=Receipt.State.ANSWERED)
    return Q(state=Receipt.State.UNREAD)


def in_network(network: Unit, day: date) -> Q:
    """Receipts of a network's schools, and of people who work at one of them."""
    schools = units_under(network, UnitKind.SCHOOL, day).order_by().values("pk")
    works = roles_on(day).filter(user=OuterRef("user"), unit__in=schools)
    return Q(unit__in=schools) | Q(Exists(works))


def answering_at(units: Iterable[int], day: date) -> dict[int, list[RoleHeld]]:
    """Who answers circulars for the units (keys) on a day, by unit."""
    roles = [code for code, role in ROLES.items() if ANSWER_CIRCULARS in role.permissions]
    held = roles_on(day).filter(role__in=roles, unit__in=list(units), user__is_active=True)
    found: dict[int, list[RoleHeld]] = {}
    for one in held.select_related("user").order_by("user__sort_key", "pk"):
        found.setdefault(one.unit_id, []).append(one)
    return found


def duties_of(receipts: Iterable[int]) -> QuerySet[Duty]:
    """The duties to answer that receipts (keys) opened."""
    keys = [str(pk) for pk in receipts]
    return Duty.objects.filter(rule=ANSWER_CIRCULAR.code, about_kind=KIND, about_key__in=keys)


def duty_of(receipt: Receipt) -> Duty | None:
    """The duty to answer that a receipt opened."""
    return duties_of([receipt.pk]).select_related("passed", "unit").first()


def receipts_seen(sight: Sight) -> Q:
    """Which receipts a person may see: the own, those of the own units, at the office all seen."""
    own = Q(unit__in=sight.units) | Q(user=sight.user)
    if not sight.office:
        return own
    letters = Letter.objects.filter(seen_letters(sight)).values("pk")
    return own | Q(circular__letter__in=letters)


def receipt_seen(sight: Sight, pk: int) -> Receipt | None:
    """The receipt of that key, where the person may see it."""
    found = Receipt.objects.filter(receipts_seen(sight), circular__letter__area=sight.area, pk=pk)
    near = ("circular__letter__area", "circular__letter__unit", "unit", "user")
    asked = ("circular__instrument__instrument", "circular__template")
    return found.select_related(*near, *asked).first()
