"""Visitors of the demonstration: none comes, is served or goes later than now."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from khet.jobs.demo.visitors import receive_visitors
from khet.records.office.models import Visitor
from khet.records.registry.models import Unit

TODAY = date(2026, 11, 30)


@pytest.mark.django_db
@pytest.mark.parametrize("at", [time(0, 30), time(6), time(15)])
def test_one_of_today_waits_and_nothing_lies_ahead(
    monkeypatch: pytest.MonkeyPatch, at: time
) -> None:
    now = timezone.make_aware(datetime.combine(TODAY, at))
    monkeypatch.setattr(timezone, "now", lambda: now)
    office = Unit.objects.create(kind="area", code="9302", name="เขตทดสอบ")
    receive_visitors(by="ทดสอบ", office=office, today=TODAY)
    waiting = Visitor.objects.get(left_at=None)
    assert (waiting.served_at, waiting) == (None, Visitor.objects.latest("came_at"))
    for one in Visitor.objects.exclude(pk=waiting.pk):
        assert one.came_at <= one.served_at <= one.left_at <= now
    assert waiting.came_at <= now
