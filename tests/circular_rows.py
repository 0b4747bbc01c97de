"""Circulars for tests: letters made as rows, sent through the actions."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from khet.records.office.actions.circulars import Asking, prepare_circular, send_circular
from khet.records.office.actions.letter_files import find_letter
from khet.records.office.models import Circular, Letter, Number, Receipt, Series
from khet.records.registry.models import RoleHeld, Unit, UnitKind, User
from tests.cast import SINCE
from tests.made_area import school_code

TODAY = timezone.localdate
SOON = timedelta(7)


def area() -> Unit:
    """The made area."""
    return Unit.objects.get(kind=UnitKind.AREA, code="9302")


def user(name: str) -> User:
    """A person by the user name."""
    return User.objects.get(username=name)


def school(place: int = 0) -> Unit:
    """A school of the made area; the cast's is the first."""
    return Unit.objects.get(code=school_code(place))


def engage(name: str, role: str, unit: Unit, **more: Any) -> User:
    """A further person with a role at a unit."""
    made = User.objects.create_user(name, name=f"ผู้ทดสอบ {name}")
    RoleHeld.objects.create(user=made, role=role, unit=unit, since=SINCE, **more)
    return made


def make_group(code: str = "G7") -> Unit:
    """A group of the office."""
    made = Unit.objects.create(kind=UnitKind.GROUP, code=code, name=f"กลุ่ม {code}")
    made.placements.create(parent=area(), hierarchy="work", valid_from=SINCE)
    return made


def signed(subject: str = "ขอข้อมูล", state: str = "signed", **more: Any) -> Letter:
    """A circular that is signed, or in another state; drafts have no number."""
    told = {"book": "circular", "text": "ด้วยงานนี้", **more}
    number = None if state == "draft" or told["book"] == "open" else _number()
    letter = Letter.objects.create(
        area=area(), unit=told.pop("unit", area()), owner=user("clerk"), subject=subject,
        state=state, number=number, ref=f"ศธ 04999/ว{number.number}" if number else "",
        day=TODAY() if number else None, **told,
    )  # fmt: skip
    find_letter(letter)
    return letter


def _number() -> Number:
    series, _new = Series.objects.get_or_create(area=area(), kind="sent", year=2599)
    last = Number.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0
    return Number.objects.create(
        series=series, number=last + 1, state="used", taken_at=timezone.now(), taken_by="ท"
    )


def send(
    audience: tuple[str, ...] = ("schools",),
    asks: str = "text",
    due: date | None = None,
    at: datetime | None = None,
    letter: Letter | None = None,
    **more: Any,
) -> Circular:
    """A circular that was sent; where an answer is asked for, it is due in a week."""
    letter = letter or signed()
    day = None if asks == "read" else due or TODAY() + SOON
    asking = Asking(asks=asks, due=day, **more)
    prepare_circular(by="ทดสอบ", letter=letter, audience=audience, asking=asking)
    send_circular(by=user("clerk"), letter=letter, at=at or timezone.now(), today=TODAY())
    return Circular.objects.get(letter=letter)


def receipt_of(circular: Circular, place: int = 0) -> Receipt:
    """A school's receipt of a circular."""
    return Receipt.objects.get(circular=circular, unit=school(place))
