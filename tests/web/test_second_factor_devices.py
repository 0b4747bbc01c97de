"""Devices remembered in place of the second factor: for how long, for whom, and forgotten."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from khet.records.registry.actions.second_factor import remove_factor
from tests.conftest import Clock
from tests.web.kept_books import user_named
from tests.web.second_steps import STEP, take_step, viewer_on, with_card
from tests.web.signing import send, text

pytestmark = pytest.mark.usefixtures("area")


def test_a_remembered_device_is_not_asked_for_thirty_days(clock: Clock) -> None:
    _, codes = with_card("teacher")
    client = take_step(Client(), "teacher", codes[1], remember=True)
    client.post("/sign-out")
    clock.forward(days=29)
    send(client, "teacher")
    assert viewer_on(client).second_factor
    client.post("/sign-out")
    clock.forward(days=2)
    assert send(client, "teacher").headers["Location"] == STEP


def test_a_device_is_remembered_only_if_asked_and_only_for_one_person() -> None:
    _, codes = with_card("teacher")
    client = take_step(Client(), "teacher", codes[1])
    client.post("/sign-out")
    assert send(client, "teacher").headers["Location"] == STEP
    client.post(STEP, {"code": codes[2], "remember": "on"})
    client.post("/sign-out")
    with_card("supervisor")
    token = client.cookies[f"khet_remembered_{user_named('teacher').pk}"].value
    client.cookies[f"khet_remembered_{user_named('supervisor').pk}"] = token
    assert send(client, "supervisor").headers["Location"] == STEP


def test_a_device_can_be_forgotten_by_its_person_only(clock: Clock) -> None:
    _, codes = with_card("teacher")
    client = take_step(Client(), "teacher", codes[1], remember=True)
    device = Authenticator.objects.get(user=user_named("teacher"), type="device")
    forget = f"/account/devices/{device.pk}/forget"
    send(stranger := Client(), "director")
    stranger.post(forget)
    assert forget in text(client.get("/account"))
    client.post(forget)
    assert forget not in text(client.get("/account"))
    client.post("/sign-out")
    assert send(client, "teacher").headers["Location"] == STEP


def test_remembered_devices_go_with_the_last_factor() -> None:
    _, codes = with_card("director")
    take_step(Client(), "director", codes[1], remember=True)
    remove_factor(by=user_named("director"), factor="card")
    assert not Authenticator.objects.filter(user=user_named("director")).exists()
