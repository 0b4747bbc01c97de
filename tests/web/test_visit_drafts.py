"""Drafts of the plan of visits are listed and agreed to."""

from datetime import timedelta

from django.test import Client

from khet.records.learning.models import Visit
from khet.records.registry.models import User
from khet.rules.calendar import fiscal_year
from tests.web.doors.visit_plan import VISIT
from tests.web.planned_visits import (
    HERE,
    MOST_QUERIES,
    SignIn,
    page_of,
    queries_of,
    this_month,
    ticked_on,
)


def test_agreeing_twice_says_so(director: Client) -> None:
    sent = ticked_on(director)
    for told in ("เห็นชอบแผนแล้ว 2 ครั้ง", "อีก 2 ครั้งไม่ได้เห็นชอบ"):
        assert told in director.post(*sent, follow=True).content.decode()
    assert "ไม่มีร่างแผนเหลือ" in page_of(director, "/agree")


def test_only_what_was_shown_and_ticked_is_agreed_to(director: Client) -> None:
    address, sent = ticked_on(director)
    assert len(sent["visit"]) == 2
    assert "ยังไม่ได้เลือก" in director.post(address, {}).content.decode()
    first = Visit.objects.get(pk=VISIT)
    Visit.objects.create(
        area=first.area, school=first.school, lead=first.lead, month=first.month, state="draft"
    )
    Visit.objects.filter(pk=VISIT).update(lead=User.objects.get(username="supervisor"))
    page = director.post(address, sent, follow=True).content.decode()
    assert "เห็นชอบแผนแล้ว 1 ครั้ง" in page
    assert "อีก 1 ครั้งไม่ได้เห็นชอบ" in page
    agreed = Visit.objects.filter(state="planned", pk__gte=VISIT)
    assert [one.pk for one in agreed] == [VISIT + 1]
    director.post(address, {"visit": ticked_on(director)[1]["visit"][:1]})
    assert Visit.objects.filter(state="draft").count() == 1


def test_the_list_of_drafts_asks_no_more_for_more_drafts(director: Client) -> None:
    few = queries_of(director, "/agree")
    one = Visit.objects.get(pk=VISIT)
    for lead in User.objects.all()[:4]:
        for _again in range(3):
            Visit.objects.create(
                area=one.area, school=one.school, lead=lead, month=one.month, state="draft"
            )
    assert queries_of(director, "/agree") <= few <= MOST_QUERIES


def test_drafts_are_listed_with_what_to_mind(director: Client) -> None:
    sunday = this_month().plus(1).first + timedelta(6 - this_month().plus(1).first.weekday())
    month = this_month().plus(1)
    Visit.objects.filter(pk=VISIT).update(planned_on=sunday, month=month.first)
    page = page_of(director, f"/agree?year={fiscal_year(sunday).be}&month={month.key}")
    assert "เป็นวันหยุด" in page
    assert page.count('name="visit"') == 1


def test_who_may_agree_is_told_of_drafts_of_any_month(sign_in: SignIn) -> None:
    director, far = sign_in("director"), this_month().plus(5)
    Visit.objects.filter(pk=VISIT).update(month=far.first)
    page = page_of(director, "/?year=2550&month=all")
    assert "ร่างแผนรอเห็นชอบ 2 ครั้ง" in page
    assert f"month={far.key}&amp;state=draft" in page
    waits = f"agree?year={fiscal_year(far.first).be}&amp;month={far.key}"
    Visit.objects.filter(state="draft").update(month=far.first)
    assert f"{HERE}/{waits}" in director.get("/office/folder/").content.decode()
    assert waits not in sign_in("clerk").get("/office/folder/").content.decode()
    Visit.objects.filter(state="draft").update(state="planned")
    assert "ร่างแผนนิเทศ" not in director.get("/office/folder/").content.decode()
