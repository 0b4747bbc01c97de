"""Pages of the plan of visits, as its tests open and send them."""

import re
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.rules.months import Month, month_of

SignIn = Callable[[str], Client]
HERE = "/learning/visits/plan"
MOST_QUERIES = 15
FIRST = "93020501"


def this_month() -> Month:
    return month_of(timezone.localdate())


def page_of(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def faults_on(page: str) -> list[str]:
    return re.findall(r'class="fault" id="[^"]*">([^<]*)', page)


def ticked_on(client: Client, query: str = "") -> tuple[str, dict[str, list[str]]]:
    """What the page of drafts would send as it stands."""
    page = page_of(client, f"/agree{query}")
    return f"{HERE}/agree{query}", {
        "visit": re.findall(r'name="visit" value="([^"]+)" checked', page)
    }


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page_of(client, address)
    return len(asked)
