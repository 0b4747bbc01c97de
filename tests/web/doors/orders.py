"""Doors of orders, of their numbers, and of the seats of committees."""

from datetime import date, datetime

from django.utils import timezone

from khet.records.office.models import Body, Number, Order, Seat, Series
from khet.records.registry.models import Unit, UnitKind, User
from tests.web.doors.who import WITH_ROLE

DRAFT, PROPOSED, SIGNED, CIRCULATED = (3_000_001 + k for k in range(4))
COMMITTEE = RESERVED = 3_000_001
YEAR, DAY = 2557, date(2014, 8, 22)
OFFICE = WITH_ROLE - {"network-supervisor", "network-chair", "school-director", "teacher"}
DRAFTS = OFFICE - {"administrator"}
LEADS = {"director", "clerk"}
_HERE = "/office/orders"
DOORS = {
    f"{_HERE}/": WITH_ROLE,
    f"{_HERE}/?q=คณะ&stage=in-force&year={YEAR}&unit=area:9302": WITH_ROLE,
    f"{_HERE}/orders.xlsx": WITH_ROLE,
    f"{_HERE}/panel": {"clerk"},
    f"{_HERE}/register?year={YEAR}": OFFICE,
    f"{_HERE}/register.xlsx?year={YEAR}": OFFICE,
    f"{_HERE}/{DRAFT}": OFFICE,
    f"{_HERE}/{SIGNED}": OFFICE,
    f"{_HERE}/{CIRCULATED}": WITH_ROLE,
    f"{_HERE}/{DRAFT}/order.pdf": OFFICE,
    f"{_HERE}/{CIRCULATED}/order.docx?digits=arabic": WITH_ROLE,
    "/office/bodies/people?seat-0-who=ผู้ทดสอบ": DRAFTS,
}
FORMS = {
    f"{_HERE}/add": DRAFTS,
    f"{_HERE}/register/reserve": {"clerk"},
    f"{_HERE}/register/continue": {"clerk"},
    f"{_HERE}/register/{RESERVED}/cancel": {"clerk"},
    f"{_HERE}/{DRAFT}/change": DRAFTS,
    f"{_HERE}/{DRAFT}/copy": DRAFTS,
    f"{_HERE}/{CIRCULATED}/copy": DRAFTS,
    f"{_HERE}/{DRAFT}/committees/add": DRAFTS,
    f"{_HERE}/{DRAFT}/committees/{COMMITTEE}": DRAFTS,
    f"{_HERE}/{DRAFT}/committees/{COMMITTEE}/remove": DRAFTS,
    f"/office/bodies/{COMMITTEE}/seats": DRAFTS,
    f"{_HERE}/{DRAFT}/step/propose": DRAFTS,
    f"{_HERE}/{DRAFT}/step/cancel": DRAFTS,
    f"{_HERE}/{PROPOSED}/step/sign": {"director"},
    f"{_HERE}/{PROPOSED}/step/return": LEADS,
    f"{_HERE}/{SIGNED}/step/circulate": LEADS,
    f"{_HERE}/{SIGNED}/step/cancel": LEADS,
    f"{_HERE}/{CIRCULATED}/step/end": LEADS,
}


def bring_sample() -> None:
    """An order in each state, a committee in the draft, and a reserved number."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    at = timezone.make_aware(datetime(2014, 8, 22, 9))
    series = Series.objects.create(area=area, kind="order", year=YEAR, last=3)
    numbers = [
        Number.objects.create(
            pk=RESERVED + k, series=series, number=k + 1, state="used", taken_at=at, taken_by="ท"
        )
        for k in range(3)
    ]
    Number.objects.filter(pk=RESERVED).update(state="reserved", reason="งานด่วน")
    given = {"day": DAY, "starts": DAY, "signed_at": at, "signer": "ผู้ทดสอบ", "signer_post": "ผอ."}
    for pk, state, more in (
        (DRAFT, "draft", {}),
        (PROPOSED, "proposed", {}),
        (SIGNED, "signed", {**given, "number": numbers[1]}),
        (CIRCULATED, "circulated", {**given, "number": numbers[2], "circulated_at": at}),
    ):
        Order.objects.create(
            pk=pk, area=area, unit=area, title=f"คณะ {pk}", text="จึงแต่งตั้ง", state=state, **more
        )
    for pk, order in ((COMMITTEE, DRAFT), (COMMITTEE + 1, CIRCULATED)):
        body = Body.objects.create(
            pk=pk, area=area, kind="committee", name="คณะทำงาน", order_id=order, since=DAY
        )
        director = User.objects.get(username="director")
        Seat.objects.create(body=body, place=1, part="chair", person=director)
        Seat.objects.create(body=body, place=2, role="deputy")
