"""The pupils nearest to the limit: in which order, and who sees whose."""

import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.models import Event, Pupil
from khet.rules.colours import five_bands
from khet.rules.next_colour import steps_up
from tests.cast import ANONYMOUS, NAMES
from tests.made_area import school_code
from tests.web.doors.units import AT_SCHOOL
from tests.web.doors.who import SEES_EVERY_SCHOOL, SEES_SCHOOLS

SignIn = Callable[..., Client]
OWN, OTHER = school_code(0), school_code(9)
ASKED = "year=2556&test=O-NET&grade=P6&subject=thai"
NAMED_OWN = {"supervisor", "network-supervisor"} | AT_SCHOOL


@pytest.fixture(autouse=True)
def _pupils(area: None) -> None:
    for school, numbers in ((OWN, 2), (OTHER, 10)):
        entries = [PupilEntry(school, str(n), "P6", f"นักเรียนสมมติ{n}", "2") for n in range(numbers)]
        save_pupils(by="ทดสอบ", academic_year=2556, entries=entries)


def _page(school: str, ending: str = "") -> str:
    return f"/learning/nearest{ending}?{ASKED}&school={school}"


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _looks() -> list[Event]:
    return list(Event.objects.filter(kind="registry.pupil-list"))


def _table(page: str) -> list[list[str]]:
    """The cells of each row of the list; a row of the n-th has but one."""
    if 'id="names"' not in page:
        return []
    body = page[page.index('id="names"') :]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)[1:]
    cells = (re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def _told(page: str) -> tuple[Decimal, int, int]:
    """The limit, how many are not above it, and of how many."""
    found = re.search(r"ไม่เกินขีดจำกัดล่าง ([\d.]+): (\d+) จาก (\d+) คน", page)
    assert found
    return Decimal(found[1]), int(found[2]), int(found[3])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("school", "sees"), [(OWN, SEES_SCHOOLS), (OTHER, SEES_EVERY_SCHOOL)])
def test_who_sees_whose_pupils(sign_in: SignIn, name: str, school: str, sees: set[str]) -> None:
    named = NAMED_OWN if school == OWN else {"supervisor"}
    refused = 302 if name == ANONYMOUS else 403
    answer = sign_in(name).get(_page(school))
    page = answer.content.decode()
    assert answer.status_code == (200 if name in sees else refused)
    assert ("นักเรียนสมมติ" in page) == bool(_looks()) == (name in named and bool(_table(page)))
    export = sign_in(name).get(_page(school, ".xlsx"))
    assert export.status_code == (200 if name in named else refused)
    if name in sees and name not in named:
        few = "โรงเรียนนี้มีผู้เข้าสอบน้อย" in page
        assert few == (school == OWN)
        assert bool(_table(page)) == (school == OTHER)


def test_without_the_second_factor_there_are_no_names(sign_in: SignIn) -> None:
    page = _text(sign_in("supervisor", second_factor=False), _page(OTHER))
    assert "ตั้งการยืนยันตัวตนขั้นที่สองแล้ว" in page
    assert "นักเรียนสมมติ" not in page
    assert _table(page)
    assert not _looks()


def test_the_nearest_come_first_with_what_lacks(sign_in: SignIn) -> None:
    page = _text(sign_in("supervisor"), _page(OTHER))
    limit, below, _n = _told(page)
    pupils = [row for row in _table(page) if len(row) > 1]
    scores = [Decimal(row[3]) for row in pupils]
    assert len(pupils) == below > 1
    assert scores == sorted(scores, reverse=True)
    assert max(scores) <= limit
    assert [Decimal(row[4]) for row in pupils] == [
        limit - score + Decimal("0.01") for score in scores
    ]
    assert [row[0].split(".")[0] for row in pupils] == [str(n + 1) for n in range(below)]


def test_after_the_nth_it_says_which_colour_they_bring(sign_in: SignIn) -> None:
    page = _text(sign_in("director"), _page(OTHER))
    _limit, below, n = _told(page)
    steps = steps_up(n, below, five_bands(2556))
    assert steps
    rows = _table(page)
    places = [(place, row[0]) for place, row in enumerate(rows) if len(row) == 1]
    assert [place - before for before, (place, _) in enumerate(places)] == [s.pupils for s in steps]
    for (_, told), step in zip(places, steps, strict=True):
        assert f"ถ้า {step.pupils} คนแรกผ่าน" in told
        assert step.band.th in told
        assert "ถ้าขีดจำกัดล่างเท่าเดิม" in told


def test_a_look_is_told_with_the_pupils_that_were_shown(sign_in: SignIn) -> None:
    client = sign_in("supervisor")
    shown = {name for row in _table(_text(client, _page(OTHER))) for name in [row[0][3:].strip()]}
    client.get(_page(OTHER, ".xlsx"))
    look, export = sorted(_looks(), key=lambda event: event.pk)
    assert (look.action, export.action) == ("view-pupils", "export-pupils")
    names = Pupil.objects.filter(pk__in=look.after["pupils"]).values_list("name", flat=True)
    assert set(names) <= shown
    assert look.after == export.after
    assert look.key == OTHER


def test_the_sheet_is_the_same_list(sign_in: SignIn) -> None:
    client = sign_in("supervisor")
    page = [row for row in _table(_text(client, _page(OTHER))) if len(row) > 1]
    book = load_workbook(BytesIO(client.get(_page(OTHER, ".xlsx")).content))
    rows = [row for row in book.worksheets[0].values if row[1] and "สมมติ" in str(row[1])]
    assert [f"{row[3]:.2f}" for row in rows] == [row[3] for row in page]


@pytest.mark.parametrize(
    "asked",
    [
        f"year=2556&test=O-NET&grade=P6&subject=ALL&school={OTHER}",
        f"year=2556&test=O-NET&grade=P6&subject=latin&school={OTHER}",
        f"{ASKED}&school=1",
    ],
)
def test_what_is_not_there_is_not_found(sign_in: SignIn, asked: str) -> None:
    assert sign_in("supervisor").get(f"/learning/nearest?{asked}").status_code == 404


def test_pages_of_a_school_lead_there(sign_in: SignIn) -> None:
    client = sign_in("supervisor")
    profile = _text(client, f"/learning/schools/{OTHER}?{ASKED.rsplit('&', 1)[0]}")
    part = _text(client, f"/learning/figure-pupils?{ASKED}&school={OTHER}")
    link = re.compile(r'href="(/learning/nearest\?[^"]+)"')
    for page in (profile, part):
        found = link.search(page)
        assert found
        assert client.get(found[1].replace("&amp;", "&")).status_code == 200
