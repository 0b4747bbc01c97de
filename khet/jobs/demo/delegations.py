"""Powers that the demonstration's director gave: of this fiscal year, and one that is over."""

from datetime import date, timedelta

from khet.records.office.actions.delegations import Given, give_powers, take_back
from khet.records.office.models import Delegation
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.people import roles_on_in
from khet.rules.powers import ID_CARDS, LETTERS, ROOMS, TRIPS, VEHICLES, WELFARE

_UNDER = "คำสั่งสมมติที่ 1 เรื่อง มอบอำนาจ"
_TERM = timedelta(300)


def delegate(*, office: Unit, today: date) -> None:
    """Give the powers, where none were given yet and the office has its heads."""
    heads = {held.role: held.user for held in roles_on_in(office, today)}
    director, deputy, personnel = (heads.get(r) for r in ("director", "deputy", "personnel"))
    if Delegation.objects.filter(area=office).exists():
        return
    if director and deputy and personnel:
        _give(director, office, deputy, [LETTERS, TRIPS], today)
        _give(director, office, personnel, [ID_CARDS, WELFARE], today)
        [rooms, _vehicles] = _give(director, office, personnel, [ROOMS, VEHICLES], today)
        take_back(by=director, delegation=rooms, reason="เปลี่ยนผู้รับผิดชอบ", today=today)


def _give(
    director: User, office: Unit, to: User, powers: list[str], today: date
) -> list[Delegation]:
    since, until = today - timedelta(60), today + _TERM
    post = f"ผู้อำนวยการ{office.name}"
    given = Given(to, powers, since, until, post, under=_UNDER)
    return give_powers(by=director, area=office, given=given)
