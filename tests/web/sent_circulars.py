"""Pages of circulars on the office's side, as tests of them prepare and read."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from khet.records.office.models import Circular, Duty

SignIn = Callable[..., Client]
HERE = "/office/circulars/sent"
SCHOOLS = 12
MOST_QUERIES = 15


def page_of(client: Client, address: str) -> str:
    response = client.get(f"{HERE}/{address}")
    assert response.status_code == 200
    return response.content.decode()


def fault_at(page: str, field: str) -> str:
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""


def prepare(client: Client, letter: Any, **said: Any) -> Any:
    return client.post(f"{HERE}/{letter.pk}/prepare", {"asks": "read", **said})


def duties_of(circular: Circular) -> list[Duty]:
    keys = [str(pk) for pk in circular.receipts.values_list("pk", flat=True)]
    found = Duty.objects.filter(rule="answer-circular", about_key__in=keys)
    return list(found.select_related("unit", "person").order_by("unit__sort_key", "pk"))
