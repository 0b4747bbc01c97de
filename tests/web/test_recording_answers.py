"""Answers to instruments on a visit: their version, their files, what crossed."""

from django.utils import timezone

from khet.records.learning.actions.visit_records import settle_conflict
from khet.records.learning.models import VisitConflict
from khet.records.office.models import AnswerSheet
from khet.rules.instruments import Item, ItemKind
from tests.web.recorded_visits import (
    BY,
    ROOT,
    SignIn,
    a_visit,
    an_instrument,
    page_of,
    send_record,
    told_by,
    version_of,
)


def test_answers_keep_the_version_they_were_given_to(sign_in: SignIn) -> None:
    version = an_instrument()
    visit, client = a_visit(instruments=[version.instrument]), sign_in("network-supervisor")
    assert f'name="answered" value="{version.pk}"' in page_of(client.get(f"{ROOT}{visit.uuid}"))
    version_of(version.instrument, 2, Item("neat", ItemKind.YES_NO, "เรียบร้อย", required=True))
    answered = {"answered": str(version.pk), f"a{version.pk}-q_clean": "4", "advice": ""}
    assert told_by(send_record(client, visit.uuid, **answered))["state"] == "done"
    sheet = AnswerSheet.objects.get(about_key=str(visit.pk))
    assert (sheet.version, sheet.values, sheet.unit) == (version, {"clean": 4}, visit.school)
    assert f'name="a{version.pk}-q_clean" value="4"' in page_of(client.get(f"{ROOT}{visit.uuid}"))
    wrong = {**answered, f"a{version.pk}-q_clean": "6", "base": "1"}
    assert [*told_by(send_record(client, visit.uuid, **wrong))["faults"]] == [
        f"a{version.pk}-q_clean"
    ]
    left = {"answered": str(version.pk), f"a{version.pk}-q_clean": "", "base": "1"}
    assert told_by(send_record(client, visit.uuid, **left))["state"] == "done", "it may be left"
    assert AnswerSheet.objects.get(about_key=str(visit.pk)).values == {"clean": 4}


def test_what_an_item_would_have_brought_is_a_picture_of_the_visit(sign_in: SignIn) -> None:
    """Neither its page nor a phone brings files to an item, so that none must be."""
    version = version_of(
        an_instrument().instrument,
        2,
        Item("neat", ItemKind.YES_NO, "เรียบร้อย", required=True),
        Item("pic", ItemKind.PHOTO, "ภาพห้อง", required=True),
    )
    visit, client = a_visit(instruments=[version.instrument]), sign_in("network-supervisor")
    page = page_of(client.get(f"{ROOT}{visit.uuid}"))
    assert "ถ่ายภาพหรือเอกสารของข้อนี้ในส่วน “ภาพถ่าย”" in page
    assert f"a{version.pk}-q_pic" not in page
    answered = {"answered": str(version.pk), f"a{version.pk}-q_neat": "yes"}
    assert told_by(send_record(client, visit.uuid, **answered))["state"] == "done"
    assert AnswerSheet.objects.get(about_key=str(visit.pk)).values == {"neat": True}


def test_answers_of_a_record_that_crossed_stay_beside_it(sign_in: SignIn) -> None:
    version = an_instrument()
    visit = a_visit(instruments=[version.instrument])
    field = f"a{version.pk}-q_clean"
    send_record(sign_in("supervisor"), visit.uuid, answered=str(version.pk), **{field: "2"})
    late = {"answered": str(version.pk), field: "5", "advice": "จากโรงเรียน"}
    assert (
        told_by(send_record(sign_in("network-supervisor"), visit.uuid, **late))["state"]
        == "conflict"
    )
    crossed = VisitConflict.objects.get(visit=visit)
    sheets = AnswerSheet.objects.filter(version=version)
    kept = {(one.about_kind, one.about_key): one.values for one in sheets}
    assert kept == {
        ("learning.visit", str(visit.pk)): {"clean": 2},
        ("learning.visit-conflict", str(crossed.pk)): {"clean": 5},
    }
    settle_conflict(by=BY, conflict=crossed, use=True, at=timezone.now())
    assert AnswerSheet.objects.get(about_kind="learning.visit", about_key=str(visit.pk)).values == {
        "clean": 5
    }
