"""Pages of what schools answer, aim at and are given keep the few to themselves as well."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from khet.records.learning.actions import AnswerEntry, PublishedEntry, answer_results, publish
from khet.records.registry.models import Unit
from khet.web.learning.words import subject_name, subject_short
from tests.made_area import school_code, school_name
from tests.web.answering import HARD, SITTING, ask_schools, asked_of, the_file

SignIn = Callable[..., Client]
FEW = 1
_VALUE = re.compile(r"[0-9]+\.[0-9]{2}")
CODE, NAME = school_code(FEW), school_name(FEW)
LIST, READ = f"/learning/answers?{SITTING}", f"/learning/answers/read?{SITTING}&subject={HARD[0]}"


@pytest.fixture
def asking(area: None) -> None:
    """Every school answers in two subjects; the one of few pupils has answered one of them."""
    file = ask_schools(timezone.localdate() + timedelta(15))
    entry = AnswerEntry(HARD[0], "อ่านไม่คล่องเลย", "สอนไม่ตรงเอก", "สอนเสริม", Decimal(80))
    school = Unit.objects.get(kind="school", code=CODE)
    answer_results(
        by="ทดสอบ",
        file=file,
        school=school,
        entries=[entry],
        asked=asked_of(CODE),
        at=timezone.now(),
    )


def _row(page: str) -> str:
    """The line of the school of few in a table of a page, without tags."""
    rows = [row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if NAME in row]
    return re.sub(r"<[^>]+>", " ", rows[0]) if rows else ""


def _subjects(text: str) -> list[str]:
    return [subject for subject in HARD if subject_name(subject) in text]


@pytest.mark.parametrize(("name", "tells"), [("director", False), ("supervisor", True)])
def test_which_subjects_a_school_answers_for(
    sign_in: SignIn, asking: None, name: str, tells: bool
) -> None:
    client = sign_in(name)
    row = _row(client.get(LIST).content.decode())
    assert (_subjects(row) == [HARD[1]]) is tells
    assert tells or not _subjects(row)
    assert ("น้อยกว่า 5 คน" in row) is not tells
    assert bool(re.search(r"1/[2-9]", row)) is tells
    read = client.get(READ).content.decode()
    assert ("อ่านไม่คล่องเลย" in read) is tells
    assert ("คำตอบเห็นได้เฉพาะ" in read) is not tells
    page = client.get(f"/learning/answer?{SITTING}&school={CODE}")
    assert page.status_code == (200 if tells else 403)
    panel = client.get(f"/learning/panels/answers?school={CODE}&year=2556").content.decode()
    assert (subject_name(HARD[0]) in panel) is tells


@pytest.mark.parametrize("name", ["director", "supervisor"])
def test_the_sheet_of_answers(sign_in: SignIn, asking: None, name: str) -> None:
    body = sign_in(name).get(f"/learning/answers.xlsx?{SITTING}").content
    rows = [row for row in load_workbook(BytesIO(body)).active.values if CODE in row]
    assert len(rows) == (len(asked_of(CODE)) if name == "supervisor" else 1)
    assert ("อ่านไม่คล่องเลย" in str(rows)) is (name == "supervisor")


def test_no_filter_by_subject_finds_them(sign_in: SignIn, asking: None) -> None:
    address = f"{LIST}&subject={HARD[0]}"
    assert _row(sign_in("supervisor").get(address).content.decode())
    assert not _row(sign_in("director").get(address).content.decode())


@pytest.mark.parametrize("page", ["planning?subject=thai", "success?least=1"])
def test_lists_tell_their_values_to_their_own_only(sign_in: SignIn, page: str) -> None:
    """Every school is above a national mean of 1, so that both lists name every school."""
    low = PublishedEntry(2556, "O-NET", "P6", "", "national-mean", "ALL", "ทดสอบ", value=Decimal(1))
    publish(by="ทดสอบ", area=the_file().sitting.area, entries=[low])
    rows = {
        name: _row(sign_in(name).get(f"/learning/{page}&{SITTING}").content.decode())
        for name in ("supervisor", "director")
    }
    assert _VALUE.search(rows["supervisor"])
    assert not _VALUE.search(rows["director"])


def test_rewards_keep_their_colours(sign_in: SignIn) -> None:
    rows = {
        name: _row(sign_in(name).get("/learning/rewards?year=2556").content.decode())
        for name in ("supervisor", "director")
    }
    told = subject_short("mathematics")
    kept = "สีของการสอบเหล่านี้เห็นได้เฉพาะ"
    assert kept in rows["director"]
    assert kept not in rows["supervisor"]
    assert told in rows["supervisor"]
    assert told not in rows["director"]
