"""Pupils of a school by A/B/C group: names for who needs to know, counts for the others."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.models import Event, Pupil
from tests.cast import ANONYMOUS, NAMES
from tests.made_area import school_code, school_name
from tests.web.rounds import (
    FIRST_FILE,
    NEW,
    ROUND_1,
    ROUND_2,
    SECOND_FILE,
    groups_in,
    hold_second_round,
)

SignIn = Callable[..., Client]
OWN, OTHER = school_code(0), school_code(3)
NAMED_OWN = {"supervisor", "network-supervisor", "school-director", "teacher"}
COUNTS_OWN = {"director", "deputy", "planner", "auditor", "network-chair"}
COUNTS_OTHER = COUNTS_OWN - {"network-chair"}
UNKNOWN = "ไม่พบในทะเบียน"


@pytest.fixture(autouse=True)
def _rounds(area: None, made_home: Path) -> None:
    hold_second_round(made_home)
    for school, numbers in ((OWN, "01"), (OTHER, ("0", "1", "2", "3", NEW))):
        entries = [PupilEntry(school, n, "P6", _name(n), "2") for n in numbers]
        save_pupils(by="ทดสอบ", academic_year=2556, entries=entries)


def _name(number: str) -> str:
    return f"นักเรียนสมมติ{number}"


def _page(school: str, sitting: str = ROUND_2, ending: str = "") -> str:
    return f"/learning/scan/{school}{ending}?{sitting}"


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _looks() -> list[Event]:
    return list(Event.objects.filter(kind="registry.pupil-list").order_by("pk"))


def _lines(page: str) -> list[list[str]]:
    """Each pupil's cells: name, number, room, mean, group, group of the other round."""
    body = page[page.index('id="names"') :]
    rows = [r for r in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)[1:] if "rowgroup" not in r]
    cells = (re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("school", "counts"), [(OWN, COUNTS_OWN), (OTHER, COUNTS_OTHER)])
def test_who_sees_which_names(sign_in: SignIn, name: str, school: str, counts: set[str]) -> None:
    named = NAMED_OWN if school == OWN else {"supervisor"}
    answer = sign_in(name).get(_page(school))
    page = answer.content.decode()
    refused = 302 if name == ANONYMOUS else 403
    assert answer.status_code == (200 if name in named | counts else refused)
    assert (_name("0") in page) == (name in named)
    assert bool(_looks()) == (name in named)
    export = sign_in(name).get(_page(school, ending=".xlsx"))
    assert export.status_code == (200 if name in named else refused)
    if name in counts:
        assert "บทบาทของท่านไม่รวมถึงการเห็นชื่อนักเรียน" in page
        assert "หน้านี้จึงแสดงเฉพาะจำนวน" in page
        assert 'id="names"' not in page


@pytest.mark.parametrize("name", sorted(NAMED_OWN))
def test_without_the_second_factor_there_are_counts_only(sign_in: SignIn, name: str) -> None:
    client = sign_in(name, second_factor=False)
    page = _text(client, _page(OWN))
    assert _name("0") not in page
    assert "ขั้นที่สอง" in page
    assert client.get(_page(OWN, ending=".xlsx")).status_code == 403
    assert not _looks()


@pytest.mark.parametrize(
    ("sitting", "here", "there"),
    [(ROUND_1, FIRST_FILE, SECOND_FILE), (ROUND_2, SECOND_FILE, FIRST_FILE)],
)
def test_pupils_stand_weakest_last_with_both_groups(
    sign_in: SignIn, made_home: Path, sitting: str, here: str, there: str
) -> None:
    lines = _lines(_text(sign_in("supervisor"), _page(OTHER, sitting)))
    now, other = (groups_in(made_home / "files" / name) for name in (here, there))
    numbers = {pupil for school, pupil in now if school == OTHER}
    assert len(lines) == len(numbers) == 5
    for name, number, room, _, group, before in lines:
        if name == UNKNOWN:
            assert (number, room) == ("–", "–")
        else:
            assert (name, room) == (_name(number), "2")
            assert group[:1] == now[OTHER, number]
            assert before[:1] == (other.get((OTHER, number)) or "–")
    means = [float(line[3]) for line in lines]
    assert means == sorted(means, reverse=True)


def test_scores_without_a_registered_pupil_bear_no_number(sign_in: SignIn) -> None:
    Pupil.objects.filter(school__code=OTHER).exclude(number="0").delete()
    lines = _lines(_text(sign_in("supervisor"), _page(OTHER)))
    assert [line[0] for line in lines].count(UNKNOWN) == 4
    assert {line[1] for line in lines if line[0] == UNKNOWN} == {"–"}
    (look,) = _looks()
    assert len(look.after["pupils"]) == 1


def test_a_pupil_without_any_score_stands_last_without_a_group(sign_in: SignIn) -> None:
    school = school_code(4)
    entries = [PupilEntry(school, "2", "P5", _name("2"))]
    save_pupils(by="ทดสอบ", academic_year=2556, entries=entries)
    page = _text(sign_in("supervisor"), _page(school))
    assert _lines(page)[-1][1:5] == ["2", "–", "ไม่มีข้อมูล", "–"]
    assert _lines(page)[-1][0].startswith(_name("2"))
    assert "ทะเบียน: ป.5" in page
    assert "ไม่มีคะแนน · 1 คน" in page


def test_an_empty_group_is_said_so(sign_in: SignIn) -> None:
    page = _text(sign_in("teacher"), _page(OWN))
    assert "C อ่อน · ไม่มีนักเรียนในกลุ่มนี้" in page


def test_each_look_leaves_one_event_and_no_name(sign_in: SignIn) -> None:
    client = sign_in("teacher")
    for _ in range(2):
        answer = client.get(_page(OWN), headers={"if-none-match": "*"})
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        assert "ETag" not in answer.headers
    looks = _looks()
    pupils = Pupil.objects.filter(school__code=OWN, academic_year=2556)
    keys = sorted(pupils.values_list("pk", flat=True))
    told = {"year": 2556, "grade": "P6", "pupils": keys}
    assert [(e.action, e.key, e.after) for e in looks] == [("view-pupils", OWN, told)] * 2


def test_the_workbook_holds_the_list_and_is_told_as_an_export(sign_in: SignIn) -> None:
    answer = sign_in("supervisor").get(_page(OTHER, ending=".xlsx"))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].endswith(
        f'"scan-{OTHER}-2556-Pre-O-NET-P6-2.xlsx"'
    )
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    head = next(place for place, row in enumerate(rows) if row[0] == "เลขประจำตัวนักเรียน")
    listed = rows[head + 1 : head + 6]
    assert listed[0][:5] == ("0", _name("0"), "2", 85.0, "A เก่ง")
    assert [row[3] for row in listed] == [85.0, 84.99, 60.01, 60.0, 30.0]
    assert [row[4][0] for row in listed] == ["A", "B", "B", "C", "C"]
    assert [row[:2] for row in listed].count((None, UNKNOWN)) == 1
    (look,) = _looks()
    assert (look.action, len(look.after["pupils"])) == ("export-pupils", 4)


def test_an_unknown_school_offers_the_nearest(sign_in: SignIn) -> None:
    client = sign_in("supervisor")
    answer = client.get(_page("93020599"))
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "ไม่มีผลของโรงเรียน “93020599”" in page
    links = re.findall(r'<li><a href="(/learning/scan[^"]*)">', page)
    assert len(links) > 1
    assert {client.get(link.replace("&amp;", "&")).status_code for link in links} == {200}


def test_a_school_that_did_not_sit_is_named(sign_in: SignIn) -> None:
    answer = sign_in("director").get(_page(school_code(11)))
    assert answer.status_code == 404
    assert f"“{school_name(11)}”" in answer.content.decode()


def test_a_school_looks_at_no_other_whether_it_exists_or_not(sign_in: SignIn) -> None:
    for code in (OTHER, "93020599"):
        assert sign_in("teacher").get(_page(code)).status_code == 403
