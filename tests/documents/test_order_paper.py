"""The paper of an order: its parts in their order, what a draft lacks, several committees."""

from dataclasses import replace
from datetime import date

from khet.documents.order_paper import Committee, Member, OrderTold, order_paper
from khet.documents.paper import Crest, Entry, Heading, Rule, Signature, Text, Title

DAY, ENDS = date(2014, 8, 22), date(2015, 8, 21)
MEMBERS = (Member("ผู้อำนวยการ", "ประธาน"), Member("รองผู้อำนวยการทุกคน", "กรรมการ"))
TOLD = OrderTold(
    office="สำนักงานเขตพื้นที่การศึกษาทดสอบ",
    number="295/2557",
    title="แต่งตั้งคณะกรรมการ",
    ground="ด้วยสำนักงาน\n\nอาศัยอำนาจ",
    text="จึงแต่งตั้ง",
    committees=(Committee("คณะที่หนึ่ง", 11, MEMBERS, "รวบรวม\nรายงาน"),),
    starts=None,
    ends=None,
    day=DAY,
    signer="ผู้ลงนาม",
    post="ผู้อำนวยการ\nสำนักงาน",
    draft=False,
)


def _texts(told: OrderTold) -> list[str]:
    return [block.text for block in order_paper(told).blocks if isinstance(block, Text)]


def test_an_order_is_laid_out_as_official_orders_are() -> None:
    blocks = order_paper(TOLD).blocks
    assert [type(block) for block in blocks] == [
        *(Crest, Title, Rule, Text, Text, Text, Heading, Entry, Entry, Text, Entry, Entry),
        *(Text, Text, Signature),
    ]
    assert blocks[1] == Title(
        ("คำสั่งสำนักงานเขตพื้นที่การศึกษาทดสอบ", "ที่ 295/2557", "เรื่อง แต่งตั้งคณะกรรมการ")
    )
    assert blocks[6] == Heading("คณะที่หนึ่ง จำนวน 11 คน ประกอบด้วย")
    assert blocks[7] == Entry("1.", "ผู้อำนวยการ", level=1, aside="ประธาน")
    assert blocks[-1] == Signature(("(ผู้ลงนาม)", "ผู้อำนวยการ", "สำนักงาน"))
    assert _texts(TOLD)[-2:] == ["ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป", "สั่ง ณ วันที่ 22 สิงหาคม พ.ศ. 2557"]


def test_the_term_is_told_as_it_is() -> None:
    later = replace(TOLD, starts=date(2014, 10, 1), ends=ENDS)
    assert "ทั้งนี้ ตั้งแต่วันที่ 1 ตุลาคม พ.ศ. 2557 ถึงวันที่ 21 สิงหาคม พ.ศ. 2558" in _texts(later)
    assert "ทั้งนี้ ตั้งแต่บัดนี้ถึงวันที่ 21 สิงหาคม พ.ศ. 2558" in _texts(replace(TOLD, ends=ENDS))


def test_a_draft_leaves_room_for_number_and_day() -> None:
    draft = replace(TOLD, number="", day=None, signer="", draft=True)
    blocks = order_paper(draft).blocks
    assert blocks[1].lines[0] == "(ร่าง)"
    assert "ที่ …………" in blocks[1].lines
    assert _texts(draft)[-1] == "สั่ง ณ วันที่ …………"


def test_several_committees_are_numbered_and_one_task_stands_in_its_line() -> None:
    second = Committee("คณะที่สอง", 2, MEMBERS, "ตรวจ")
    blocks = order_paper(replace(TOLD, committees=(*TOLD.committees, second))).blocks
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert [head[:2] for head in heads] == ["1.", "2."]
    assert Text("มีหน้าที่ ตรวจ", indented=True) in blocks
