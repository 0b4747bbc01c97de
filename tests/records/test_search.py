"""Finding: the same records in the same order as a slow search, on either database."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection

from khet.records.office.access import Sight
from khet.records.office.actions.search import Seen, forget, make_findable
from khet.records.office.models import Body, Findable, Level
from khet.records.office.queries import search
from khet.records.office.queries.search import find, findables
from khet.records.registry.models import Unit, User
from khet.rules.finding import query_parts, search_text

pytestmark = pytest.mark.django_db
WORDS = [
    "สำ นักงาน",
    "โครงการ",
    "ปี ๒๕๕๗",
    "NT",
    "ป.๖",
    "100%",
    "a_b",
    "ก\\ข",
    "ๆ",
    "O’Brien",
    "แผน*",
    "-",
    ":",
]
ASKED = [
    *(
        "สำนักงาน",
        "โครงการ",
        "2557",
        "nt",
        "ป.6",
        "100%",
        "a_b",
        "ก\\ข",
        "%",
        "_",
        "\\",
        "o'b",
        "แผน*",
    ),
    *(
        "สำนักงาน โครงการ",
        "โครงการ nt",
        '"ปี 2557"',
        '"สำนักงาน โครงการ"',
        "ไม่มี",
        "axb",
        "*",
        ":",
        "-",
    ),
    *("heading : โครงการ", "โครงการ OR nt", "น", "นั", "สำนักงานโครงการ", "", "  "),
]
DAY = date(2014, 7, 1)


@pytest.fixture
def area() -> Unit:
    return Unit.objects.create(kind="area", code="9302", name="เขต")


def _sight(area: Unit, **more: object) -> Sight:
    base = {
        "area": area.pk,
        "user": 0,
        "units": frozenset(),
        "office": True,
        "schools": frozenset(),
        "bodies": frozenset(),
    }
    return Sight(**{**base, **more})


def _add(area: Unit, key: str, title: str, text: str = "", day: date = DAY, **seen: object) -> None:
    level = seen.pop("level", Level.OFFICE)
    whose = Seen(area, seen.pop("unit", area), level, **seen)
    make_findable(seen=whose, kind="office.evidence", key=key, title=title, day=day, text=text)


@pytest.fixture
def many(area: Unit) -> Unit:
    """Some hundred records of words that are hard to look for."""
    chance = Random(1)
    for number in range(200):
        title, text = (
            chance.choice(["", " "]).join(chance.choices(WORDS, k=chance.randint(1, most)))
            for most in (3, 8)
        )
        _add(area, str(number), title, text, DAY - timedelta(chance.randint(0, 20)))
    return area


def _slowly(asked: str) -> list[str]:
    """The keys that a search ought to find, by looking at every record."""
    parts = query_parts(asked)
    rows = [row for row in Findable.objects.all() if parts and all(p in row.text for p in parts)]

    def order(row: Findable) -> tuple[bool, bool, int, int]:
        heading = search_text(row.title)
        exact = heading in (search_text(asked), search_text(asked).strip('"'))
        titled = all(part in heading for part in parts)
        return (not exact, not titled, -row.day.toordinal(), -row.pk)

    return [row.key for row in sorted(rows, key=order)]


def _keys(sight: Sight, asked: str, **more: object) -> list[str]:
    return [row.key for row in findables(find(sight, asked, **more).hits)]


@pytest.mark.parametrize("asked", ASKED)
def test_the_search_finds_what_a_slow_one_finds_in_its_order(many: Unit, asked: str) -> None:
    assert _keys(_sight(many), asked) == _slowly(asked)


def test_most_of_what_is_asked_here_is_there(many: Unit) -> None:
    assert [asked for asked in ASKED if not _slowly(asked)] == [
        *("ไม่มี", "axb", "heading : โครงการ", "โครงการ OR nt", "", "  "),
    ]


@pytest.mark.parametrize("asked", ["โครงการ", "สำนักงาน nt", "น", "nt"])
@pytest.mark.parametrize("most", [1, 7, 40])
def test_more_than_the_most_is_cut_at_the_right_place(
    many: Unit, asked: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST", most)
    expected, found = _slowly(asked), find(_sight(many), asked)
    assert [row.key for row in findables(found.hits)] == expected[:most]
    assert found.more == (len(expected) > most)


def test_an_exact_title_comes_first_though_it_is_old(area: Unit) -> None:
    _add(area, "new", "แผน ๒๕๕๗ ฉบับใหม่")
    _add(area, "text", "เรื่องอื่น", "แผน 2557")
    _add(area, "exact", "แผน 2557", day=DAY - timedelta(900))
    assert _keys(_sight(area), '"แผน ๒๕๕๗"') == ["exact", "new", "text"]


def test_kind_and_days_narrow_it(area: Unit) -> None:
    _add(area, "1", "แผน")
    _add(area, "2", "แผน", day=date(2013, 9, 30))
    year = (date(2013, 10, 1), date(2014, 9, 30))
    assert _keys(_sight(area), "แผน", days=year) == ["1"]
    assert _keys(_sight(area), "แผน", kind="office.order") == []
    assert _keys(_sight(area), "แผน", kind="office.evidence") == ["1", "2"]


def test_what_is_changed_or_forgotten_is_found_no_longer(area: Unit) -> None:
    _add(area, "1", "แผนเดิม", "คำเก่า")
    _add(area, "1", "แผนใหม่", "คำใหม่")
    assert (_keys(_sight(area), "แผนเดิม"), _keys(_sight(area), "คำเก่า")) == ([], [])
    assert _keys(_sight(area), "แผนใหม่ คำใหม่") == ["1"]
    forget(area=area, kind="office.evidence", key="1")
    assert _keys(_sight(area), "แผนใหม่") == []


def _members(area: Unit) -> Iterator[tuple[str, Sight]]:
    """Those who look, by a word for each."""
    school = Unit.objects.get(code="S1")
    owner, body = User.objects.get(username="owner"), Body.objects.get()
    of_school = {"office": False, "units": frozenset([school.pk])}
    yield "head of the office", _sight(area, schools=None)
    yield "clerk of the office", _sight(area, units=frozenset([area.pk]))
    yield "at the school", _sight(area, **of_school)
    yield "over the school", _sight(area, office=False, schools=frozenset(["S1"]))
    yield "elsewhere", _sight(area, office=False)
    yield "owner", _sight(area, office=False, user=owner.pk)
    yield "in the body", _sight(area, office=False, bodies=frozenset([body.pk]))


def test_levels_decide_who_finds(area: Unit) -> None:
    school = Unit.objects.create(kind="school", code="S1", name="บ้านหนึ่ง")
    owner = User.objects.create_user("owner", name="เจ้าของ")
    body = Body.objects.create(area=area, kind="board", name="คณะปิด", closed=True, since=DAY)
    for level in Level:
        _add(area, level, "ความลับ", level=level, unit=school, owner=owner)
    _add(area, "closed", "ความลับ", level=Level.PERSON, body=body)
    seen = {who: set(_keys(sight, "ความลับ")) for who, sight in _members(area)}
    office = {"public", "area", "office"}
    assert seen == {
        "head of the office": {*office, "unit"},
        "clerk of the office": office,
        "at the school": {"public", "area", "unit"},
        "over the school": {"public", "area", "unit"},
        "elsewhere": {"public", "area"},
        "owner": {*office, "unit", "person"},
        "in the body": {"public", "area", "closed"},
    }


def test_another_area_finds_nothing(area: Unit) -> None:
    _add(area, "1", "แผน", level=Level.PUBLIC)
    other = Unit.objects.create(kind="area", code="9303", name="เขตอื่น")
    assert _keys(_sight(other, schools=None), "แผน") == []


def test_the_index_of_three_letters_stands() -> None:
    """Without it the search gives the same, only slowly."""
    known = "SELECT count(*) FROM pg_indexes WHERE indexname = 'office_findable_trigrams'"
    if connection.vendor == "sqlite":
        known = "SELECT count(*) / 3 FROM sqlite_master WHERE type = 'trigger' AND "
        known += "tbl_name = 'office_findable'"
    with connection.cursor() as cursor:
        cursor.execute(known)
        assert cursor.fetchone() == (1,)


def test_a_title_too_long_is_cut(area: Unit) -> None:
    _add(area, "1", "ก" * 600)
    assert len(Findable.objects.get().title) == 500
