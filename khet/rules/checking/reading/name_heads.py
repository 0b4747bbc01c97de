"""Names of schools counted by the words that they begin with, however spaces part them.

The end of a line may tear a name ("โรงเรียนบ้านชาย / คลอง"), and where a line was set tight two
stand together ("บ้านเกาะนางคำวัดท่ายาง"): spaces alone don't tell how many there are.
"""

import re
from collections.abc import Iterator

_HEAD = re.compile(
    r"(?:โรงเรียน|ร\.ร\.)(?:ชุมชน|อนุบาล|นิคม)?(?:บ้าน|วัด)?"
    r"|(?:ชุมชน|อนุบาล|นิคม)(?:บ้าน|วัด)?|(?<!หมู่)(?<!ชาว)บ้าน|(?<!จังห)วัด"
)
_STOPS = re.compile(
    r"[^ก-๎.]|(?:และ)?(?:มี|ได้|เป็น|จาก|แจก|ใช้|เข้าร่วม|ที่|ใน|จัด|พร้อม|ทุก|ยัง|ไม่|ให้|ขอ|ระหว่าง|เมื่อ|ตั้งแต่"
    r"|ภายใน|ณ$|โดย|เพื่อ|ซึ่ง|รวม|ส่วน|สำหรับ|กำหนด|ผล|คณะ|นักเรียน|ครู|ผู้|สำนักงาน|ศึกษานิเทศก์)"
)
_CLAUSE = re.compile(r"เข้าร่วม|ได้รับ|ดำเนิน|ทุก|ดังกล่าว|ทั้งหมด|ต้อง")
_APART = re.compile(r"(?<=โรงเรียน) (?=บ้าน|วัด|ชุมชน|อนุบาล)")
_BRACKETED = re.compile(r" ?\([^)]{0,200}\)")
_MOST_BARE, _MANY = 3, 4


def by_heads(text: str) -> list[int]:
    """How many schools are named; those without such a word may be a name or the end of one.

    >>> by_heads("บ้านนาปริกวัดหัวเตย บ้าน ควนดิน และประชาอุทิศ"), by_heads("แผน คำสั่ง")
    ([3, 4, 5], [])
    """
    if "," in text or not _HEAD.match(text):
        return []
    words = list(_words(_APART.sub("", _BRACKETED.sub("", text))))
    headed = [word for word, _ in words if _HEAD.search(word)]
    last = sum(after_and and not _HEAD.search(word) for word, after_and in words)
    total = sum(len(_HEAD.findall(word)) for word in headed) + last
    torn = min(len(words) - len(headed) - last, _MOST_BARE)
    if torn == 1 and total >= _MANY and all(word.startswith("โรงเรียน") for word in headed):
        torn = 0
    fewest = min(len(headed) + last, total)
    return [*range(fewest, total + torn + 1)] if total > 1 else []


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """The words up to where another clause begins, each with whether "and" stands before it."""
    after_and = False
    for word in text.split():
        if (not _HEAD.match(word) and _STOPS.match(word)) or _CLAUSE.search(word):
            return
        name = word.removeprefix("และ")
        after_and = after_and or name != word
        if name:
            yield name, after_and
            if after_and:
                return
