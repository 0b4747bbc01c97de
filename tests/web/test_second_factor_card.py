"""The second factor by a card: shown once, begun with its first code, its codes counted."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from khet.records.registry.actions.second_factor import new_card
from tests.web.kept_books import user_named
from tests.web.second_steps import CARD, take_step, viewer_on, with_card
from tests.web.signing import codes_on, is_in, send, text

pytestmark = pytest.mark.usefixtures("area")


def test_a_card_is_shown_once_and_begins_with_its_first_code() -> None:
    send(client := Client(), "teacher")
    shown = client.post(CARD, {"print": "1"})
    codes = codes_on(text(shown))
    assert len(codes) == len(set(codes)) == 40
    assert "no-store" in shown.headers["Cache-Control"]
    assert codes_on(text(client.get(CARD))) == []
    assert "ไม่ใช่รหัสที่ 1" in text(client.post(CARD, {"code": codes[1]}))
    assert not Authenticator.objects.filter(user=user_named("teacher")).exists()
    client.post(CARD, {"code": codes[0].replace(" ", "")})
    assert "เหลือ 39 รหัส" in text(client.get("/account"))
    assert viewer_on(client).second_factor
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert not any(code.replace(" ", "") in kept for code in codes)


def test_a_code_of_a_card_is_good_once_and_counted() -> None:
    client, codes = with_card("teacher")
    assert not is_in(take_step(Client(), "teacher", codes[0]))
    assert is_in(take_step(Client(), "teacher", codes[7].translate(str.maketrans("0123", "๐๑๒๓"))))
    assert not is_in(take_step(Client(), "teacher", codes[7]))
    assert "เหลือ 38 รหัส" in text(client.get("/account"))


def test_the_code_of_another_person_is_none_of_ones_own() -> None:
    _, codes = with_card("teacher")
    with_card("supervisor")
    assert not is_in(take_step(Client(), "supervisor", codes[3]))


def test_a_card_with_few_codes_left_says_so() -> None:
    _, codes = with_card("teacher")
    for place in range(1, 34):
        client = take_step(Client(), "teacher", codes[place])
    assert "บัตรรหัสของท่านเหลือ" not in text(client.get("/account"))
    client = take_step(Client(), "teacher", codes[34])
    assert "บัตรรหัสของท่านเหลือ 5 รหัส" in text(client.get("/account"))


def test_a_new_card_counts_only_once_it_has_begun() -> None:
    client, old = with_card("teacher")
    new = codes_on(text(client.post(CARD, {"print": "1"})))
    assert is_in(take_step(Client(), "teacher", old[1]))
    client.post(CARD, {"code": new[0]})
    assert not is_in(take_step(Client(), "teacher", old[2]))
    assert is_in(take_step(Client(), "teacher", new[1]))


def test_cards_differ() -> None:
    assert not set(new_card()) & set(new_card())
