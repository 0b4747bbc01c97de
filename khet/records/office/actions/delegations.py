"""Powers given to others, their term changed, taken back. Each is audited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from khet.records.office.models import Delegation, Order
from khet.records.office.queries.powers import terms_of_power
from khet.records.registry.actions.audit import record_event
from khet.records.registry.models import Unit, User
from khet.rules.powers import clash

KIND = "office.delegation"
_LONGEST = 300


@dataclass(frozen=True)
class Given:
    """What is given: powers of ``rules.powers``, to whom, from a day to a day, under which order.

    ``post`` is that of the giver, in whose stead the powers are used.
    """

    to: User
    powers: Sequence[str]
    since: date
    until: date
    post: str
    order: Order | None = None
    under: str = ""
    note: str = ""


class PowerHeldError(Exception):
    """The person has the power in a term that shares a day; ``power`` and the ``term`` tell."""

    def __init__(self, power: str, term: tuple[date, date]) -> None:
        super().__init__(power)
        self.power, self.term = power, term


class PowerOverError(Exception):
    """The power ended or was taken back meanwhile."""


@transaction.atomic
def give_powers(*, by: User, area: Unit, given: Given) -> list[Delegation]:
    """Give powers to a person.

    Raises:
        PowerHeldError: see there.
    """
    _hold(given.to)
    made = []
    for power in given.powers:
        _free(given.to, power, given.since, given.until)
        one = Delegation.objects.create(
            area=area,
            power=power,
            giver=by,
            post=given.post,
            to=given.to,
            since=given.since,
            until=given.until,
            order=given.order,
            under=given.under,
            note=given.note,
            given_by=str(by),
        )
        _tell(by, "give-power", one, None, {})
        made.append(one)
    return made


@transaction.atomic
def move_end(*, by: User, delegation: Delegation, until: date, today: date) -> Delegation:
    """Let a power count until another day.

    Raises:
        PowerHeldError, PowerOverError: see there.
    """
    kept = _standing(delegation, today)
    _free(kept.to, kept.power, kept.since, until, but=kept)
    before = _told(kept)
    kept.until = until
    kept.save()
    _tell(by, "change-power", kept, before, {})
    return kept


@transaction.atomic
def take_back(*, by: User, delegation: Delegation, reason: str, today: date) -> Delegation:
    """Take a power back: it doesn't count any more, what was decided with it stands.

    Raises:
        PowerOverError: see there.
    """
    kept = _standing(delegation, today)
    before = _told(kept)
    kept.ended_on = today
    kept.note = " · ".join(filter(None, (kept.note, f"ถอนคืน: {reason}")))[:_LONGEST]
    kept.save()
    _tell(by, "take-back-power", kept, before, {"reason": reason})
    return kept


def _hold(user: User) -> None:
    """Powers of one person are given one after the other."""
    User.objects.select_for_update().get(pk=user.pk)


def _standing(delegation: Delegation, today: date) -> Delegation:
    """The power, kept from others until the transaction ends, where it isn't over."""
    rows = Delegation.objects.select_for_update(of=("self",))
    kept = rows.select_related("to", "order__number__series").get(pk=delegation.pk)
    _hold(kept.to)
    if kept.ended_on is not None or kept.until < today:
        raise PowerOverError
    return kept


def _free(to: User, power: str, since: date, until: date, but: Delegation | None = None) -> None:
    held = clash(since, until, terms_of_power(to, power, but))
    if held is not None:
        raise PowerHeldError(power, held)


def _told(one: Delegation) -> dict[str, str]:
    told = {
        "power": one.power,
        "to": one.to.username,
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
        "ended_on": one.ended_on.isoformat() if one.ended_on else "",
        "order": str(one.order.number or one.order) if one.order else one.under,
    }
    return {name: value for name, value in told.items() if value}


def _tell(
    by: User, action: str, one: Delegation, before: dict[str, str] | None, more: dict[str, str]
) -> None:
    record_event(
        by=by,
        action=action,
        kind=KIND,
        key=str(one.pk),
        before=before,
        after={**_told(one), **more},
    )
