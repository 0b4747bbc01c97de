"""Pages of instruments, as their tests open and send them."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

SignIn = Callable[[str], Client]
HERE = "/office/instruments"


def page_of(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def sent_to(client: Client, address: str, **data: Any) -> Any:
    return client.post(f"{HERE}{address}", data)


def went_to(client: Client, address: str, **data: Any) -> str:
    response = sent_to(client, address, **data)
    assert response.status_code == 302, re.findall(r'_error">([^<]*)', response.content.decode())
    return str(response.headers["Location"])


def refused_by(client: Client, address: str, **data: str) -> str:
    """The page that comes back where something is wrong; what was typed stands on it."""
    response = sent_to(client, address, **data)
    assert response.status_code == 200
    page = response.content.decode()
    assert "ยังทำรายการไม่ได้" in page
    plain = page.replace("&#x27;", "'").replace("&gt;", ">").replace("&lt;", "<")
    assert all(said in plain for said in data.values())
    return page


def fault_at(page: str, field: str) -> str:
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""
