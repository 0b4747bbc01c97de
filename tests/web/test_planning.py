"""The planning page: targets, what they would do, who sets them, and what is refused."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from khet.records.learning.actions import set_targets
from khet.records.learning.models import Answer, ScoreFile, Sitting, Target
from khet.records.registry.models import Event, Unit
from khet.rules.limits import lower_limit
from khet.rules.rounding import half_up, shown
from tests.made_area import school_code, school_name

SignIn = Callable[..., Client]
SITTING = "year=2556&test=O-NET&grade=P6"
PAGE = f"/learning/planning?{SITTING}&subject=thai"
EDIT = f"/learning/planning/edit?{SITTING}&subject=thai"
SHEET = f"/learning/planning.xlsx?{SITTING}&subject=thai"
SCHOOL = school_code(8)


def _sitting() -> Sitting:
    return Sitting.objects.get(academic_year=2556, test="O-NET", grade="P6")


def _set(targets: dict[str, str | None], subject: str = "thai") -> int:
    told = {code: None if value is None else Decimal(value) for code, value in targets.items()}
    return set_targets(by="ทดสอบ", sitting=_sitting(), subject=subject, targets=told)


def _targets(subject: str = "thai") -> dict[str, str]:
    found = Target.objects.filter(subject=subject).values_list("school__code", "value")
    return {code: str(value) for code, value in found}


def _text(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


def _send(client: Client, typed: dict[str, str], address: str = EDIT) -> Any:
    fields = {f"target-{code}": value for code, value in typed.items()}
    seen = _seen(_text(client, address.replace("/edit", "")))
    return client.post(address, {**fields, "seen": seen})


def _rows(page: str) -> dict[str, list[str]]:
    """The cells of the table of schools, by the school's name."""
    body = page[page.index('id="board"') :]
    found = {}
    for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)[1:]:
        cells = re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        texts = [re.sub(r"<small>.*?</small>|<[^>]+>", "", c, flags=re.DOTALL) for c in cells]
        found[texts[0].strip()] = [text.strip() for text in texts]
    return found


def _scores(home: Path) -> dict[str, list[int]]:
    """Each school's scores in the subject, from the file as it was brought, in hundredths."""
    found: dict[str, list[int]] = {}
    with (home / "files" / "2556-O-NET-P6.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["subject"] == "thai" and row["score"][0].isdigit():
                hundredths = int(Decimal(row["score"]) * 100)
                found.setdefault(row["school"], []).append(hundredths)
    return found


def _limit(scores: dict[str, list[int]]) -> int:
    every = [score for of in scores.values() for score in of]
    found = lower_limit(len(every), sum(every), sum(s * s for s in every)).limit
    assert found is not None
    return int(found * 100)


def test_a_target_foretells_the_schools_percent_and_its_share_in_the_areas_mean(
    director: Client, made_home: Path
) -> None:
    _set({SCHOOL: "70"})
    scores = _scores(made_home)
    limit, own = _limit(scores), scores[SCHOOL]
    by = 7000 - Fraction(sum(own), len(own))
    then = sum(min(max(s + by, Fraction(0)), Fraction(10_000)) <= limit for s in own)
    now = sum(s <= limit for s in own)
    cells = _rows(_text(director))[school_name(8)]
    assert cells[1] == str(len(own))
    assert cells[6].startswith(str(shown(half_up(10_000 * then, len(own)), 2)))
    assert cells[7] == str(now - then)
    pupils = sum(map(len, scores.values()))
    share = half_up(*(100 * len(own) * by / pupils).as_integer_ratio())
    assert cells[8] == str(shown(half_up(share, 10), 3))
    every = Fraction(sum(map(sum, scores.values())), pupils)
    mean = shown(half_up(*(every + len(own) * by / pupils).as_integer_ratio()), 2)
    assert f"→ {mean}</b>" in _text(director)


def test_a_school_without_a_target_counts_as_it_is(director: Client) -> None:
    page = _text(director)
    assert "โรงเรียนที่ไม่มีเป้าหมาย 12 โรงเรียนนับเท่าเดิม" in page
    cells = _rows(page)[school_name(8)]
    assert cells[4] == cells[6] == cells[7] == cells[8] == "–"
    means = re.search(r"<b><a [^>]+>([\d.]+)</a> → ([\d.]+)</b>", page)
    assert means
    assert means[1] == means[2]


def test_the_five_that_lift_the_area_most_are_told_in_their_order(director: Client) -> None:
    _set({school_code(k): "90" for k in range(3, 11)})
    best = _best(_text(director), "จากเป้าหมายที่ตั้งไว้")
    shares = {
        name: Decimal(cells[8]) for name, cells in _rows(_text(director)).items() if _share(cells)
    }
    most = sorted(shares, key=lambda name: -shares[name])[:5]
    assert len(best) == 5
    assert best == most


def _share(cells: list[str]) -> bool:
    return len(cells) > 8 and cells[8] != "–"


def _best(page: str, after: str) -> list[str]:
    part = page[page.index(after) :].split("</section>")[0]
    return re.findall(r'<th scope="row" lang="th">([^<]+)</th>', part)


def test_without_targets_five_are_told_from_a_stated_assumption(director: Client) -> None:
    page = _text(director, PAGE.replace("thai", "english"))
    assert _best(page, "จากเป้าหมายที่ตั้งไว้") == []
    assert "ยังไม่มีเป้าหมายที่สูงกว่าคะแนนเฉลี่ยของโรงเรียน" in page
    assert "ถ้าทุกโรงเรียนที่ต่ำกว่าร้อยละ 50 (เป้าหมายของเขต) ขึ้นถึง 50" in page
    assert _best(page, "ไม่ดูเป้าหมายที่ตั้งไว้")


def test_targets_are_saved_and_told_in_one_event(director: Client) -> None:
    _set({school_code(3): "60", school_code(4): "61"})
    typed = {school_code(3): "", school_code(4): "61.00", SCHOOL: "๕๒.๕"}
    answer = _send(director, typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert _targets() == {school_code(4): "61.00", SCHOOL: "52.50"}
    event = Event.objects.filter(action="set-targets").latest("pk")
    assert event.before["targets"] == {school_code(3): "60.00"}
    assert event.after["targets"] == {SCHOOL: "52.50"}
    assert Target.objects.get(school__code=SCHOOL).set_by == event.actor
    assert "บันทึกเป้าหมายแล้ว 2 โรงเรียน" in _text(director, answer.headers["Location"])


def test_what_is_the_same_changes_nothing_and_leaves_no_event(director: Client) -> None:
    _set({SCHOOL: "55"})
    before = Event.objects.count()
    page = _text(director, _send(director, {SCHOOL: "55"}).headers["Location"])
    assert "ไม่มีเป้าหมายใดเปลี่ยน" in page
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("100.5", "เป้าหมายต้องไม่เกิน 100 เพราะคะแนนเต็ม 100"),
        ("๑๐๑", "เป้าหมายต้องไม่เกิน 100 เพราะคะแนนเต็ม 100"),
        ("50.125", "ใส่ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 52.50"),
        ("ห้าสิบ", "ใส่เป้าหมายเป็นตัวเลข 0–100 เช่น 52.50"),
        ("-1", "ใส่เป้าหมายเป็นตัวเลข 0–100 เช่น 52.50"),
    ],
)
def test_a_wrong_target_is_refused_at_its_field_and_nothing_is_lost(
    director: Client, typed: str, fault: str
) -> None:
    _set({school_code(4): "61"})
    answer = _send(director, {SCHOOL: typed, school_code(9): "66", school_code(4): ""})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert _targets() == {school_code(4): "61.00"}
    assert f'id="id_target-{SCHOOL}_error">{fault}<' in page
    named = f'<span lang="th">{school_name(8)}</span>'
    assert f'<a href="#id_target-{SCHOOL}">{named}: {fault}</a>' in page
    assert re.search(rf'name="target-{SCHOOL}" value="{re.escape(typed)}"[^>]*aria-invalid', page)
    assert f'name="target-{school_code(9)}" value="66"' in page
    assert f'name="target-{school_code(4)}" value="61' not in page
    again = {SCHOOL: "99", school_code(9): "66", school_code(4): ""}
    fields = {f"target-{code}": value for code, value in again.items()}
    assert director.post(EDIT, {**fields, "seen": _seen(page)}).status_code == 302
    assert _targets() == {SCHOOL: "99.00", school_code(9): "66.00"}


def test_what_another_saved_meanwhile_is_not_overwritten_unseen(
    director: Client, sign_in: SignIn
) -> None:
    seen = _seen(_text(director))
    _send(sign_in("deputy"), {SCHOOL: "60"})
    sent = {f"target-{SCHOOL}": "70", "seen": seen}
    page = director.post(EDIT, sent).content.decode()
    assert "มีผู้เปลี่ยนเป้าหมายของวิชานี้หลังจากท่านเปิดหน้านี้" in page
    assert _targets() == {SCHOOL: "60.00"}
    assert f'name="target-{SCHOOL}" value="70"' in page
    assert director.post(EDIT, {**sent, "seen": _seen(page)}).status_code == 302
    assert _targets() == {SCHOOL: "70.00"}


def test_one_target_for_all_shown_that_have_none(director: Client) -> None:
    _set({SCHOOL: "80"})
    filtered = f"{EDIT}&network=เครือข่าย 1"
    answer = director.post(filtered, {"do": "fill", "how": "reach", "marks": "๖๕"})
    assert answer.status_code == 302
    odd = {school_code(k) for k in range(1, 12, 2)}
    found = _targets()
    assert found.pop(SCHOOL) == "80.00"
    assert found
    assert not found.keys() & odd
    assert set(found.values()) == {"65.00"}


def test_so_many_marks_more_than_the_mean_as_printed(director: Client, made_home: Path) -> None:
    director.post(EDIT, {"do": "fill", "how": "rise", "marks": "2.5"})
    own = _scores(made_home)[SCHOOL]
    mean = shown(half_up(sum(own), len(own)), 2)
    assert _targets()[SCHOOL] == str(mean + Decimal("2.5"))


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"how": "rise", "marks": "90"}, "จะเกิน ใส่คะแนนที่น้อยลง"),
        ({"how": "reach", "marks": "101"}, "เป้าหมายต้องไม่เกิน 100"),
        ({"how": "reach", "marks": ""}, "ใส่คะแนน เช่น 3 หรือ 50"),
        ({"how": "rise", "marks": "0"}, "ใส่คะแนนที่มากกว่า 0"),
        ({"how": "up", "marks": "5"}, "เลือกจากรายการ"),
    ],
)
def test_a_wrong_filling_sets_nothing(director: Client, sent: dict[str, str], fault: str) -> None:
    page = director.post(EDIT, {"do": "fill", **sent}).content.decode()
    assert fault in page
    assert f'name="marks" value="{sent["marks"]}"' in page or not sent["marks"]
    assert _targets() == {}


def test_a_school_of_another_network_is_out_of_reach(sign_in: SignIn) -> None:
    network = sign_in("network-supervisor")
    page = _text(network)
    assert school_name(8) in page
    assert school_name(3) not in page
    assert "โรงเรียนที่ท่านดูแล โรงเรียนอื่นนับเท่าเดิม" in page
    assert _send(network, {school_code(3): "60", SCHOOL: "60"}).status_code == 302
    assert _targets() == {SCHOOL: "60.00"}


@pytest.mark.parametrize("name", ["planner", "auditor"])
def test_who_may_not_set_targets_reads_them(sign_in: SignIn, name: str) -> None:
    _set({SCHOOL: "60"})
    page = _text(sign_in(name))
    assert _rows(page)[school_name(8)][3] == "60.00"
    assert "บันทึกเป้าหมาย" not in page
    assert sign_in(name).post(EDIT, {f"target-{SCHOOL}": "70"}).status_code == 403


def test_few_pupils_are_kept_from_who_does_not_see_them(sign_in: SignIn) -> None:
    _set({school_code(0): "90"})
    director, supervisor = (_text(sign_in(name)) for name in ("director", "supervisor"))
    hidden = _rows(director)[school_name(0)]
    assert "นักเรียนน้อย เห็นได้เฉพาะโรงเรียนและศึกษานิเทศก์ที่ดูแล" in hidden[1]
    assert _best(director, "จากเป้าหมายที่ตั้งไว้") == []
    shown_to = _rows(supervisor)[school_name(0)]
    assert "คนเดียวก็เปลี่ยนสี" in shown_to[1]
    assert _best(supervisor, "จากเป้าหมายที่ตั้งไว้") == [school_name(0)]


def test_the_schools_own_target_counts_where_the_office_set_none(director: Client) -> None:
    for code, value in ((SCHOOL, "66"), (school_code(9), "67")):
        Answer.objects.create(
            sitting=_sitting(),
            file=ScoreFile.objects.get(sitting=_sitting(), current=True),
            school=Unit.objects.get(code=code),
            subject="thai",
            pupils_causes="–",
            teachers_causes="–",
            plan="–",
            target=Decimal(value),
            written_by="ทดสอบ",
        )
    _set({school_code(9): "70"})
    page = _text(director)
    assert "โรงเรียนตั้งเอง 66.00" in page
    assert "โรงเรียนตั้งเอง 67.00" not in page
    assert "1 โรงเรียนใช้เป้าหมายที่โรงเรียนตั้งเอง" in page
    assert _best(page, "จากเป้าหมายที่ตั้งไว้")


def test_filters_and_order_are_those_of_the_address(director: Client) -> None:
    every = _rows(_text(director))
    assert set(_rows(_text(director, f"{PAGE}&network=เครือข่าย 2"))) < set(every)
    found = re.search('<td class="q ([a-z]+)"', _text(director))
    assert found
    page = _text(director, f"{PAGE}&colour={found[1]}")
    assert set(_rows(page)) < set(every)
    assert set(re.findall('<td class="q ([a-z]+)"', page)) == {found[1]}
    means = [cells[2] for cells in _rows(_text(director, f"{PAGE}&sort=-mean")).values()]
    known = [Decimal(mean) for mean in means if re.fullmatch(r"[\d.]+", mean)]
    assert known == sorted(known, reverse=True)
    assert director.get(f"{PAGE}&colour=mauve").status_code == 404
    assert director.get(PAGE.replace("thai", "latin")).status_code == 404


def test_the_sheet_has_the_same_rows(director: Client) -> None:
    _set({SCHOOL: "70"})
    book = load_workbook(BytesIO(director.get(f"{SHEET}&sort=-lift").content))
    rows = list(book.worksheets[0].values)
    heads = next(row for row in rows if row[0] == "รหัสโรงเรียน")
    line = next(row for row in rows if row[0] == SCHOOL)
    told = dict(zip(heads, line, strict=True))
    assert (told["เป้าหมาย"], told["ผู้ตั้งเป้าหมาย"]) == (70, "สำนักงาน")
    assert told["ส่วนที่ยกคะแนนเขต"] > 0
    assert rows[rows.index(heads) + 1][0] == SCHOOL


def test_a_page_held_before_a_target_was_set_is_sent_anew(director: Client) -> None:
    director.get(PAGE)
    held = director.get(PAGE).headers["ETag"]
    assert director.get(PAGE, headers={"if-none-match": held}).status_code == 304
    _set({SCHOOL: "70"})
    again = director.get(PAGE, headers={"if-none-match": held})
    assert again.status_code == 200
    assert f'name="target-{SCHOOL}" value="70.00"' in again.content.decode()


@pytest.mark.parametrize("name", ["school-director", "network-chair", "director"])
def test_the_schools_results_lead_to_the_target_the_office_set(sign_in: SignIn, name: str) -> None:
    code = school_code(0)
    panel = f"/learning/panels/targets?year=2556&test=O-NET&grade=P6&school={code}"
    page = _text(sign_in(name), f"/learning/schools/{code}?{SITTING}")
    assert "/learning/panels/targets?school=" in page
    assert "ยังไม่ได้ตั้งเป้าหมาย" in _text(sign_in(name), panel)
    _set({code: "70"})
    part = _text(sign_in(name), panel)
    assert "70.00" in part
    assert ("/learning/planning" in part) == (name == "director")
