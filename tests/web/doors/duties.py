"""Doors of duties: the own, one, what may be done with it, what is late."""

from datetime import date

from django.utils import timezone

from khet.records.office.models import Duty
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.deadlines import INSTRUCTION
from tests.web.doors.who import OF_NETWORK, SEES_WORK, WITH_ROLE

POST, PASSED, PERSONAL, DONE = 3_100_001, 3_100_002, 3_100_003, 3_100_004
MANAGES = {"director", "deputy"}
SEES_OFFICE = SEES_WORK - OF_NETWORK - {"school-director"}
_POST, _PASSED = f"/office/duties/{POST}", f"/office/duties/{PASSED}"
_PERSONAL, _DONE = f"/office/duties/{PERSONAL}", f"/office/duties/{DONE}"
DOORS = {
    "/office/duties/": WITH_ROLE,
    "/office/duties/duties.xlsx?tab=done": WITH_ROLE,
    _POST: SEES_OFFICE,
    _PASSED: SEES_OFFICE | {"teacher"},
    _PERSONAL: SEES_OFFICE | {"school-director"},
    _DONE: SEES_OFFICE | {"school-director"},
    "/office/late/": SEES_WORK,
    "/office/late/late.xlsx": SEES_WORK,
    "/office/late/trend": SEES_WORK,
    "/office/panels/duties": WITH_ROLE,
    "/office/panels/handed-on": WITH_ROLE,
    "/office/panels/late": SEES_WORK,
    "/office/panels/week": WITH_ROLE,
}
FORMS = {
    f"{_POST}/finish": {"clerk"},
    f"{_POST}/progress": {"clerk"},
    f"{_POST}/pass": {"clerk"},
    f"{_POST}/take-back": set[str](),
    f"{_PASSED}/take-back": {"clerk"},
    f"{_PASSED}/finish": {"clerk", "teacher"},
    f"{_PERSONAL}/pass": set[str](),
    f"{_PERSONAL}/postpone": MANAGES,
    f"{_PERSONAL}/waive": MANAGES,
    f"{_DONE}/accept": MANAGES,
    f"{_DONE}/return": MANAGES,
}
POSTS = {f"{_PASSED}/begin": {"clerk", "teacher"}}


def open_sample() -> None:
    """Duties of a post of the office, one passed on, and of a person, one of them done."""
    clerk = {"role": "clerk"}
    head = {"person": User.objects.get(username="school-director")}
    _open(POST, clerk)
    _open(PASSED, {**clerk, "passed": User.objects.get(username="teacher")})
    _open(PERSONAL, head)
    _open(DONE, {**head, "state": Duty.State.DONE, "done_at": timezone.now()})


def _open(key: int, values: dict[str, object]) -> None:
    Duty.objects.create(
        pk=key,
        rule=INSTRUCTION.code,
        title=f"ข้อสั่งการตัวอย่าง {key}",
        unit=Unit.objects.get(kind=UnitKind.AREA),
        about_kind="office.instruction",
        about_key=str(key),
        opened=date(2014, 3, 20),
        due=date(2014, 4, 4),
        first_due=date(2014, 4, 4),
        **values,
    )
