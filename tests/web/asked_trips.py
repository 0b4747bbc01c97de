"""Trips asked, approved and reported, and their pages, as tests of them make and read."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from khet.records.office.actions.trips import Decision, TripEntry, approve_trip, ask_trip
from khet.records.office.models import Duty, Trip
from khet.rules.calendar import thai_date
from tests.web.kept_books import the_area, user_named

SignIn = Callable[[str], Client]
HERE = "/office/trips"
FRIDAY = date(2014, 8, 22)
NOW = timezone.now()


def entry_of(*people: str, starts: date = FRIDAY, ends: date = FRIDAY, **more: Any) -> TripEntry:
    users = [user_named(name) for name in people or ("planner",)]
    return TripEntry("ประชุมตัวอย่าง", "ห้องสมมติ", starts, ends, users, users[0], **more)


def asked_trip(*people: str, **more: Any) -> Trip:
    entry = entry_of(*people, **more)
    return ask_trip(by=entry.leader, area=the_area(), entry=entry, at=NOW, today=FRIDAY)


def approved_trip(*people: str, **more: Any) -> Trip:
    trip = asked_trip(*people, **more)
    return approve_trip(by=user_named("director"), trip=trip, decision=Decision(NOW), today=FRIDAY)


def duties_of(trip: Trip) -> list[Duty]:
    found = Duty.objects.filter(about_kind="office.trip", about_key=str(trip.pk))
    return list(found.select_related("person").order_by("pk"))


def page_of(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def said_of(starts: date, ends: date, *people: str, **more: Any) -> dict[str, Any]:
    return {
        "title": "ประชุมตัวอย่าง",
        "place": "ห้องสมมติ",
        "starts": thai_date(starts),
        "ends": thai_date(ends),
        "leader": people[0] if people else "planner",
        "travellers": list(people or ("planner",)),
        "joint": "one",
        **more,
    }
