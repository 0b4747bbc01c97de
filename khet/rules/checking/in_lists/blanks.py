"""Blanks left in the text of a report, words put for later ones, headings with nothing under them.

Not blanks: dots that lead to a page or a figure, lines to sign on, brackets to tick, and forms
(where dots stand in many lines around). Cells with "-" say that there is nothing.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.in_lists.empties import empties
from khet.rules.checking.in_tables.gaps import gaps
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.stream import Line

_DOTS = re.compile(r"[.…_⋯](?: ?[.…_⋯]){3,}|…{2,}|_{3,}")
_SHORT = re.compile(
    r"(?:จำนวน|ร้อยละ|รุ่นละ|ชุดละ|คนละ|วันละ|ครั้งละ|รวม|เป็นเงิน|วันที่)"
    r" ?(…|\.{2,3}) ?(?=[\u0e01-\u0e2e\u0e40-\u0e44])"
)
_LEADER = re.compile(r"[.…_\s]*(?:หน้า(?:ที่)? ?)?\(?(?:\d|[ก-ฮ]\)?$|[ivx]+$|-$)")
_SIGNED = re.compile(
    r"ลงชื่อ|ลงนาม|ลายมือชื่อ|ลายเซ็น|ผู้รับรอง|ผู้รายงาน|ผู้จดรายงาน|ผู้ตรวจ|พยาน"
    r"|(?<!\d )(?<!เมื่อ)วันที่ ?[.…_]+ ?เดือน"
    r"|\([.…_\s]{4,}\)|[.…_]{2,} ?/ ?[.…_]{2,}|อื่น ?ๆ|□|☐|○|\( ?\)"
)
_WANTS = re.compile(
    r"(?:จำนวน|ร้อยละ|คือ|ได้แก่|เป็นเงิน|ครั้งที่|วันที่|รวม|โดย|ณ|ชื่อ|ที่"
    r"|\(Meeting ID|รหัส(?:เข้า)?ประชุม|ไม่(?:น้อยกว่า|ต่ำกว่า|เกิน)|:) ?$"
)
_UNIT = re.compile(
    r"\s*(?:คน|ชุด|โรง|แห่ง|ครั้ง|เรื่อง|เล่ม|รุ่น|วัน|บาท|ราย|รูป|กลุ่ม|เครือข่าย|โครงการ|กิจกรรม|ฉบับ|ชิ้น|หลัง|ห้อง|ตัวชี้วัด|ประเด็น|เดือน|ปี|%|ของ)"
)
_NUMBERLESS = re.compile(r"(?:ครั้งที่|คำสั่ง[\u0e01-\u0e4e ]{0,60}ที่|ประกาศที่) ?/ ?\d{4}")
_GAPPED = re.compile(
    r"จำนวน(?:[ \t\u00a0]{2,}|\t)(?:คน|ชุด|โรงเรียน|แห่ง|ครั้ง|เรื่อง|เล่ม|รุ่น|วัน|บาท|ราย|รูป|กลุ่ม|"
    r"โครงการ|กิจกรรม|ฉบับ)(?=\s|$)"
)
_LISTED = re.compile(
    r"จำนวน (?:คน|โรงเรียน|แห่ง|ครั้ง|เรื่อง|รุ่น|ราย|กลุ่ม|โครงการ|กิจกรรม) (?:ได้แก่|ดังนี้|คือ|ประกอบด้วย)"
)
_COLUMNS = re.compile(r"\S(?: {2,}|\t)\S")
_CROSSES = re.compile(
    r"(?<![A-Za-z0-9])[xX]{1,3}(?:[,.][xX]{2,3})+|(?<![A-Za-z0-9-])[xX]{3,}(?![A-Za-z-])"
    r"|(?<![A-Za-z0-9])[xX]{2} ?(?=คน|บาท|โรง|แห่ง|ครั้ง|ชุด|ราย|%)"
)
_LATER = re.compile(
    r"(?<!ที่)(?:จะ)?(?:ส่ง|แจ้ง|จัดส่ง|แนบ|(?<![ก-๎])เพิ่มเติม)(?:ให้|มา)?(?:ใน)?(?:ภายหลัง|ทีหลัง)|(?<![ก-๎])\(?รอ(?:ข้อมูล|เอกสาร|ตัวเลข)(?:จาก[^\s)]*)?\)?(?=\s|$|\))"
    r"|(?:พิมพ์|ใส่|กรอก|แทรก|วาง)(?:ข้อความ|ข้อมูล|รูป(?:ภาพ)?|ภาพ|ตาราง)(?:ที่นี่|ตรงนี้)|คลิกที่นี่|[(\[](?:ขอ|รอ)(?:เอกสาร|ข้อมูล|ภาพ|หลักฐาน)[^)\]]*จาก[^)\]]*[)\]]"
    r"|[(\[<](?:ระบุ|โปรดระบุ|ใส่|กรอก)[^)\]>\d]{0,40}[)\]>]|[Ll]orem ipsum|\bTB[AD]\b|\bTODO\b|\?{3,}"
)
_NUMBER_OF = re.compile(r"(?:ที่|เลขที่) ?[ก-ฮ]{1,3} ?[\d๐-๙ xX.]{1,12}/")
"""The number of a letter, of which part is left out in every copy."""
_COUNTED = re.compile(r"\d ?[ก-๎]{1,12} ?$")
"""How many did something later, which is no gap ("อีก 1 โรงส่งภายหลัง")."""
_LABEL = re.compile(
    r" ?(?!ณ|เป็น|จำนวน|และ|เมื่อ|ระหว่าง|ถึง|โดย|คน|บาท|ครั้ง|แห่ง|ราย|ร้อยละ)[ก-๎A-Za-z/() -]{2,25}:? ?"
)
_PHONE = re.compile(r"(?:โทร(?:ศัพท์|\.)|หมายเลข(?:โทรศัพท์)?)[ :]{0,2}(?:0[0-9 -]{0,8})?$")
_ON_DAY = re.compile(r"(?:เมื่อ|ใน|ถึง|ตั้งแต่)วันที่$")
_TO_WRITE = re.compile(r"เห็น|เสนอ|หมายเหตุ|บันทึก|เรื่อง|เรียน|ชื่อ|ตำแหน่ง|คำตอบ")
"""A label under which someone else is to write."""
_WORD = re.compile(r"[ก-๎]{2}")
_EXPLAINS = re.compile(
    r"ตัวอย่าง|วิธี(?:กรอก|เขียน)|คำชี้แจง|คำอธิบาย|หมายถึง|กรอกข้อมูล|ดาวน์โหลด|ลิงก์|https?:"
)
"""A line that tells how something is filled in, or names a link."""
_AROUND, _FORM, _HABIT, _SENTENCE, _BLOCK, _LABELS = 6, 5, 2, 30, 3, 2
_LEFT = "มีช่องว่างที่ยังไม่ได้เติมในข้อความ"


def check(report: Report) -> Outcome:
    """Blanks, placeholders and empty headings.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["แต่งตั้งกรรมการ จำนวน ……… ชุด", "บทนำ .......... 1", "(ลงชื่อ)...................."]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.printed, one.sure.value) for one in outcome.findings]
    [(1, 'จำนวน ……… ชุด', 'certain')]
    """
    lines, texts = report.lines, report.texts
    dotted = [at for at, text in enumerate(texts) if _DOTS.search(text)]
    findings = [
        *_dots(lines, texts, dotted),
        *_words(lines, texts),
        *empties(lines, texts, report.lists),
        *gaps(report),
    ]
    found = _first_of_line(findings)
    checked = {lines[at].number for at in dotted} | {one.line for one in found}
    return Outcome(len(checked), tuple(found))


def _first_of_line(findings: Sequence[Finding]) -> list[Finding]:
    return list({finding.line: finding for finding in reversed(findings)}.values())[::-1]


def _dots(lines: Sequence[Line], texts: Sequence[str], dotted: Sequence[int]) -> Iterator[Finding]:
    habits = Counter(texts[at] for at in dotted)
    for at in dotted:
        if habits[texts[at]] > _HABIT or _is_labels(texts[at]):
            continue
        around = [other for other in _nearby(dotted, at) if abs(other - at) <= _AROUND]
        if len(around) >= _FORM or _SIGNED.search(texts[at]) or _in_form(texts, at, around):
            continue
        above = _above(lines, texts, at)
        text = above + texts[at]
        for found in _DOTS.finditer(text, len(above)):
            lone = len(around) == 1 and _is_left_out(texts, text, found)
            sure = Sure.LIKELY if lone else _blank(text, found)
            if sure:
                yield _finding(lines[at], _around(text, found), sure, _LEFT)
                break


def _above(lines: Sequence[Line], texts: Sequence[str], at: int) -> str:
    """The line of words above one that begins with its blank, which goes on in it; else ""."""
    goes_on = at > 0 and _DOTS.match(texts[at]) and not (lines[at].cells or lines[at - 1].cells)
    above = texts[at - 1] if goes_on else ""
    return f"{above} " if len(above) >= _SENTENCE and not _DOTS.search(above) else ""


def _is_labels(text: str) -> bool:
    """Whether a line is nothing but several labels, each with its dots: that of a form."""
    labels = _DOTS.split(text)
    return len(labels) > _LABELS and not labels.pop() and all(map(_LABEL.fullmatch, labels))


def _is_left_out(texts: Sequence[str], text: str, found: re.Match[str]) -> bool:
    """Whether the only dots near by stand for the end of a sentence or of a telephone number.

    Or for what stands after the same label elsewhere: "มีหน้าที่ ตรวจเยี่ยม", "มีหน้าที่ ………".
    """
    before, after = text[: found.start()].strip(), text[found.end() :].strip(" ).")
    if len(_DOTS.findall(text)) > 1 or _EXPLAINS.search(text):
        return False
    if after:
        return bool(_PHONE.search(before)) and bool(_WORD.match(after))
    alike = sum(other.startswith(f"{before} ") and other != text for other in texts)
    labelled = _LABEL.fullmatch(before) and alike >= _HABIT and not _TO_WRITE.search(before)
    return bool(labelled) or (len(before) >= _SENTENCE and bool(_ON_DAY.search(before)))


def _in_form(texts: Sequence[str], at: int, around: Sequence[int]) -> bool:
    """Whether a line of several blanks stands among others of a form: with several, or signed."""
    several = [n for n in around if len(_DOTS.findall(texts[n])) > 1 or _SIGNED.search(texts[n])]
    return (at in several and len(several) > 1) or _in_signed_form(texts, at, around)


def _in_signed_form(texts: Sequence[str], at: int, around: Sequence[int]) -> bool:
    """Whether a line stands in three or more of dots right below each other, one to sign on."""
    dotted = {at, *(n for n in around if not _leads(texts[n]))}
    written = (n for n in range(min(around), max(around) + 1) if texts[n])
    runs = (list(run) for form, run in groupby(written, dotted.__contains__) if form)
    block = next((run for run in runs if at in run), [])
    return len(block) >= _BLOCK and any(_SIGNED.search(texts[n]) for n in block)


def _leads(text: str) -> bool:
    """Whether all dots of a line lead to a page or a figure."""
    return all(_LEADER.match(text[found.end() :]) for found in _DOTS.finditer(text))


def _nearby(dotted: Sequence[int], at: int) -> Sequence[int]:
    place = bisect_left(dotted, at)
    return dotted[max(0, place - _FORM) : place + _FORM + 1]


def _blank(text: str, found: re.Match[str]) -> Sure | None:
    """How surely dots are a blank: before a unit, before other words, or after a word that asks."""
    before, after = text[: found.start()].rstrip(), text[found.end() :]
    if not before or _LEADER.match(after):
        return None
    if before.endswith("|") and (not after.strip() or after.lstrip().startswith("|")):
        return Sure.LOOK
    if _UNIT.match(after):
        return Sure.CERTAIN
    if after.strip(" ).…_"):
        return Sure.LIKELY if _WANTS.search(before) else Sure.LOOK
    return Sure.LIKELY if _WANTS.search(before) and before[-1] not in ":ที่" else None


def _around(text: str, found: re.Match[str]) -> str:
    """The blank with the word before and after it."""
    before = text[: found.start()].rstrip().rpartition(" ")[2]
    gap = text[len(text[: found.start()].rstrip()) : found.start()]
    after = re.match(r"\s*[^\s.…_]*", text[found.end() :])
    return f"{before}{gap}{found[0].rstrip()}{after[0] if after else ''}".strip(' ("“')


def _words(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[Finding]:
    for line, text in zip(lines, texts, strict=True):
        if (found := _SHORT.search(text)) and not _SIGNED.search(text):
            yield _finding(line, found[0].strip(), Sure.LIKELY, _LEFT)
        elif found := _gap(line):
            yield _finding(line, found[0], Sure.LIKELY, _LEFT)
        elif found := _NUMBERLESS.search(text):
            yield _finding(line, found[0], Sure.LIKELY, "ยังไม่ได้เติมเลขที่")
        elif (found := _LATER.search(text)) and not _SIGNED.search(text):
            told = _COUNTED.search(text[: found.start()]) or _EXPLAINS.search(text)
            added = found[0].startswith("(ระบุ") and found.end() == len(text.rstrip())
            sure = Sure.LOOK if told or added else Sure.LIKELY
            yield _finding(line, found[0], sure, "เป็นข้อความที่ใส่ไว้แทนเนื้อหาซึ่งยังไม่มี")
        elif (found := _CROSSES.search(text)) and not _NUMBER_OF.match(text):
            sure = Sure.LOOK if _EXPLAINS.search(text) else Sure.LIKELY
            yield _finding(line, found[0].strip(), sure, "เป็นตัวอักษรที่ใส่ไว้แทนตัวเลขซึ่งยังไม่มี")


def _gap(line: Line) -> re.Match[str] | None:
    """A count of which only the space is there: one wide gap in a line of words."""
    if line.cells:
        return None
    if found := _LISTED.search(line.text):
        return found
    found = _GAPPED.search(line.text)
    one_gap = len(_COLUMNS.findall(line.text.strip())) == 1
    return found if found and one_gap and len(line.text) >= _SENTENCE else None


def _finding(line: Line, printed: str, sure: Sure, what: str) -> Finding:
    text = line.text.strip()
    shown = printed if printed in text else text
    message = f"{shown} {what}" if len(shown) < 60 else what
    return Finding(line.number, text, Kind.BLANK, shown, "", sure, message, line.page)
