"""What schools owe, and acts on it through the pages, as tests of duties open and send them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from khet.records.office.actions.duties import open_duties, posts_at
from khet.records.office.models import Duty
from khet.records.registry.models import Unit
from khet.rules.deadlines import INSTRUCTION, Deadline
from khet.rules.duties import Act
from tests.web.kept_books import school_numbered

SignIn = Callable[..., Client]
PAGE = "/office/duties/"
TITLE = "ส่งแผนเผชิญเหตุของโรงเรียน"


def open_duty(
    unit: Unit, late: int = 3, rule: Deadline = INSTRUCTION, key: str = "1", title: str = TITLE
) -> Duty:
    due = timezone.localdate() - timedelta(late)
    return open_duties(
        by="ผู้สั่ง", rule=rule, owners=posts_at([unit], "school-director"),
        about=("office.instruction", key), opened=due - timedelta(9), due=due, title=title,
    )[0]  # fmt: skip


@pytest.fixture
def duty(area: None) -> Duty:
    """What the first school's director owes since three days."""
    return open_duty(school_numbered())


def text_at(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def act_on(client: Client, duty: Duty, act: Act, **sent: Any) -> Any:
    return client.post(f"{PAGE}{duty.pk}/{act.value}", sent)


def state_of(duty: Duty) -> str:
    return Duty.objects.get(pk=duty.pk).state
