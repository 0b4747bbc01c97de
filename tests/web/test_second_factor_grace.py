"""Days of grace before a second factor must be there: for whom, what is open, whose names hide."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from khet.records.registry.actions.second_factor import set_up_app
from khet.records.registry.models import User
from tests.cast import PASSWORD
from tests.conftest import Clock
from tests.made_area import school_code
from tests.web.doors.account import ASKED, SIGNED_IN
from tests.web.kept_books import user_named
from tests.web.second_steps import APP, CARD, viewer_on, with_app
from tests.web.signing import actions_on, send, text

LEFT = "ในการตั้งการยืนยันตัวตนขั้นที่สอง"
pytestmark = pytest.mark.usefixtures("area")


@pytest.mark.parametrize("name", sorted(SIGNED_IN))
def test_roles_that_show_names_have_fourteen_days(name: str, clock: Clock) -> None:
    client = Client()
    send(client, name)
    page = text(client.get("/account"))
    assert (f"เหลืออีก 14 วัน{LEFT}" in page) is (name in ASKED)
    clock.forward(days=14)
    send(client := Client(), name)
    assert (f"วันนี้เป็นวันสุดท้าย{LEFT}" in text(client.get("/account"))) is (name in ASKED)
    clock.forward(days=1)
    send(client := Client(), name)
    leads = client.get("/learning/overview").headers.get("Location")
    assert leads == ("/account/second-factor" if name in ASKED else None)


def test_the_days_begin_once(clock: Clock) -> None:
    for _ in range(3):
        send(client := Client(), "teacher")
        page = text(client.get("/account"))
        clock.forward(days=1)
    assert actions_on("teacher").count("begin-grace") == 1
    assert "เหลืออีก 12 วัน" in page


def test_after_the_days_only_the_account_and_the_way_out_are_open(clock: Clock) -> None:
    User.objects.filter(username="teacher").update(grace_until=clock.time - timedelta(days=1))
    send(client := Client(), "teacher")
    open_to = {"/account", "/account/password", "/account/second-factor", APP, CARD}
    for address in (*open_to, "/", "/design", "/learning/colours"):
        assert client.get(address).status_code == (200 if address in open_to else 302), address
    assert client.post("/language", {"language": "en", "next": "/"}).headers["Location"] == "/"
    assert client.post("/sign-out").headers["Location"] == "/"


def test_a_part_of_a_page_reloads_it_where_something_must_come_first(clock: Clock) -> None:
    User.objects.filter(username="teacher").update(grace_until=clock.time - timedelta(days=1))
    send(client := Client(), "teacher")
    part = client.get("/learning/panels/colours", headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"


def test_names_stay_hidden_until_a_second_factor_was_shown(clock: Clock) -> None:
    send(client := Client(), "teacher")
    before = viewer_on(client)
    assert not before.sees_names_of(school_code(0))
    assert "ขั้นที่สอง" in before.names_hidden_reason
    after = viewer_on(with_app("teacher", clock)[0])
    assert after.sees_names_of(school_code(0))
    assert not after.sees_names_of(school_code(1))
    assert after.names_hidden_reason == ""


def test_a_role_without_names_has_none_whatever_is_shown(clock: Clock) -> None:
    viewer = viewer_on(with_app("director", clock)[0])
    assert viewer.second_factor
    assert not viewer.sees_names_of(school_code(0))
    assert "บทบาทของท่าน" in viewer.names_hidden_reason


def test_pages_for_everybody_ask_no_more_of_the_database(
    sign_in: Callable[..., Client], django_assert_max_num_queries: Callable
) -> None:
    user = user_named("teacher")
    for number in range(3):
        set_up_app(by=user, secret="A" * 32, moment=number)
    client = sign_in("teacher")
    for address in ("/account", "/account/second-factor", APP, CARD):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_grace_ends_by_the_day_in_thailand(clock: Clock) -> None:
    send(client := Client(), "teacher")
    client.get("/account")
    assert user_named("teacher").grace_until == timezone.localdate() + timedelta(days=14)
    assert user_named("teacher").check_password(PASSWORD)
