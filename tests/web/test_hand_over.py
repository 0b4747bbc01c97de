"""The hand-over book: whose, by whom, what it holds, and who signs."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from khet.records.office.models import Body, Number, Order, Seat, Series
from khet.records.registry.models import Event, RoleHeld, Unit, User
from tests.web.signing import text

PAGE = "/office/papers/hand-over"
SINCE = date(2013, 10, 1)


def _body(name: str, **more: object) -> Body:
    area = Unit.objects.get(kind="area")
    return Body.objects.create(area=area, kind="committee", name=name, since=SINCE, **more)


def _order(title: str, number: int, **more: object) -> Order:
    area = Unit.objects.get(kind="area")
    series, _ = Series.objects.get_or_create(area=area, kind="order", year=2557)
    taken = Number.objects.create(
        series=series, number=number, state="used", taken_at=timezone.now(), taken_by="ทดสอบ"
    )
    given = {"state": "circulated", "day": SINCE, "starts": SINCE, **more}
    return Order.objects.create(
        area=area, unit=area, title=title, number=taken, signed_at=timezone.now(), **given
    )


@pytest.fixture
def clerk_s(area: None) -> User:
    """The clerk, who sits in bodies by name and by post."""
    clerk = User.objects.get(username="clerk")
    order = _order("แต่งตั้งคณะทำงาน", 12)
    Seat.objects.create(body=_body("คณะทำงานพัสดุ", order=order), place=1, person=clerk)
    Seat.objects.create(body=_body("คณะธุรการ"), place=1, role="clerk", part="secretary")
    Seat.objects.create(body=_body("คณะของคนอื่น"), place=1, role="director")
    Seat.objects.create(body=_body("คณะที่จบแล้ว", until=SINCE), place=1, person=clerk)
    _order("คำสั่งที่สิ้นสุด", 13, ends=date(2013, 12, 1), drafted_by=clerk)
    _order("คำสั่งที่ร่างเอง", 14, drafted_by=clerk)
    return clerk


def test_the_own_book_has_bodies_and_orders_in_force(
    sign_in: Callable[[str], Client], clerk_s: User
) -> None:
    page = text(sign_in("clerk").get(PAGE))
    for said in ("คณะทำงานพัสดุ", "12/2557", "คณะธุรการ", "กรรมการและเลขานุการ", "คำสั่งที่ร่างเอง"):
        assert said in page
    for hidden in ("คณะของคนอื่น", "คณะที่จบแล้ว", "คำสั่งที่สิ้นสุด"):
        assert hidden not in page


def test_the_book_has_room_for_three_to_sign(
    sign_in: Callable[[str], Client], clerk_s: User
) -> None:
    client = sign_in("personnel")
    made = client.get(f"{PAGE}.docx?person=clerk").content
    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(made)).paragraphs)
    for part in ("ผู้ส่งมอบ", "ผู้รับมอบ", "พยาน"):
        assert f"...... {part}" in words
    assert "เจ้าหน้าที่ธุรการ" in words
    assert client.get(f"{PAGE}.pdf?person=clerk").content.startswith(b"%PDF")
    told = Event.objects.filter(action="export-paper").order_by("pk")
    today = timezone.localdate().isoformat()
    assert [(e.key, e.after["form"]) for e in told] == [
        (f"hand-over {clerk_s.pk} {today}", "docx"),
        (f"hand-over {clerk_s.pk} {today}", "pdf"),
    ]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("director", 200),
        ("personnel", 200),
        ("administrator", 403),
        ("planner", 403),
        ("school-director", 403),
    ],
)
def test_whose_book_who_sees(sign_in: Callable[[str], Client], name: str, status: int) -> None:
    held = RoleHeld.objects.get(user__username="clerk")
    client = sign_in(name)
    assert client.get(f"{PAGE}?person=clerk").status_code == status
    assert client.get(f"{PAGE}?held={held.pk}").status_code == status
    assert client.get(f"{PAGE}.pdf?held={held.pk}").status_code == status
    assert client.get(PAGE).status_code == 200


def test_a_chosen_post_is_its_holder_s(director: Client, clerk_s: User) -> None:
    held = RoleHeld.objects.get(user=clerk_s)
    page = text(director.get(f"{PAGE}?held={held.pk}"))
    assert f'value="{held.user} – เจ้าหน้าที่ธุรการ' in page
    assert "คณะธุรการ" in page
    assert director.get(f"{PAGE}?person=nobody").status_code == 404
    assert director.get(f"{PAGE}?held=999999").status_code == 404


def test_a_post_is_found_by_what_is_typed(director: Client, clerk_s: User) -> None:
    held = RoleHeld.objects.get(user=clerk_s)
    found = director.get(PAGE, {"who": f"เจ้าหน้าที่ธุรการ {clerk_s}"})
    assert found.headers["Location"] == f"{PAGE}?held={held.pk}"
    for typed, told in (("ผู้", "พบหลายตำแหน่ง"), ("ไม่มีใคร", "ไม่พบชื่อหรือตำแหน่งนี้")):
        page = text(director.get(PAGE, {"who": typed}))
        assert told in page
        assert f'value="{typed}"' in page
    assert director.get(PAGE, {"who": " "}).status_code == 200


def test_queries_do_not_grow(director: Client, clerk_s: User) -> None:
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            director.get(f"{PAGE}?person=clerk")
        counts.append(len(queries))
        for more in range(4):
            order = _order(f"คำสั่ง {more}", 20 + 10 * number + more, drafted_by=clerk_s)
            Seat.objects.create(body=_body(f"คณะ {more}", order=order), place=1, person=clerk_s)
    assert counts[0] == counts[1] <= 15
