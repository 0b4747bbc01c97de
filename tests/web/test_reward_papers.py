"""Rewards as a workbook and as a paper."""

from datetime import date
from io import BytesIO

from django.test import Client
from docx import Document
from openpyxl import load_workbook

from khet.jobs.school_rewards import Earned
from khet.records.learning.actions import agree_rewards
from khet.records.learning.models import Reward
from khet.records.registry.models import Unit
from khet.rules.calendar import thai_date
from tests.web import earned_rewards
from tests.web.earned_rewards import NOTE, TODAY, YEAR

key = earned_rewards.key
now = earned_rewards.now
office = earned_rewards.office
proposed = earned_rewards.proposed


def test_the_workbook_has_every_school_with_its_reason(
    director: Client, office: Unit, now: dict[str, Earned], proposed: list[Reward]
) -> None:
    agree_rewards(by="บ", area=office, rewards=[proposed[-1].pk], on=date(2014, 5, 27), note=NOTE)
    body = director.get(f"/learning/rewards.xlsx?year={YEAR}").content
    rows = [list(row) for row in load_workbook(BytesIO(body)).active.values]
    head = next(place for place, row in enumerate(rows) if row[1] == "รหัสโรงเรียน")
    listed = {row[1]: dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if row[1]}
    assert set(listed) == set(now)
    told = listed[proposed[-1].school.code]
    assert told["แรงจูงใจ"] == proposed[-1].reason["name"]
    assert (told["มติ"], told["วันที่เห็นชอบ"]) == (NOTE, "27 พฤษภาคม 2557")
    assert "O-NET ป.6 ฉบับที่ 1" in told["ผลที่ใช้"]
    assert "O-NET ป.6" in told["รายวิชา"]
    others = {row["สถานะ"] for code, row in listed.items() if now[code].reward is None}
    assert others <= {"ยังไม่เสนอ"}


def test_the_paper_has_who_is_proposed_in_thai(
    director: Client, proposed: list[Reward], key: str
) -> None:
    director.post("/language", {"language": "en", "next": "/"})
    answer = director.get(f"/learning/rewards.docx?year={YEAR}&digits=arabic")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rewards-2556.docx"'
    made = Document(BytesIO(answer.content))
    (table,) = made.tables
    assert [row.cells[1].text for row in table.rows][1:] == [
        row.school.name for row in sorted(proposed, key=lambda row: row.school.sort_key)
    ]
    assert "O-NET ป.6 ฉบับที่ 1" in table.rows[1].cells[3].text
    assert table.rows[1].cells[4].text == f"เสนอ {thai_date(TODAY(), short=True)}"
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert "ปีการศึกษา 2556" in texts
    assert "(ผู้ทดสอบ)" in texts
    again = director.get(f"/learning/rewards.docx?year={YEAR}&digits=arabic").content
    assert again == answer.content
    thai = Document(BytesIO(director.get(f"/learning/rewards.docx?year={YEAR}").content))
    assert "ปีการศึกษา ๒๕๕๖" in [paragraph.text for paragraph in thai.paragraphs]
