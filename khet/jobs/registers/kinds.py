"""What the kinds of warnings are called; each is accepted with a reason of its own."""

KINDS = {
    "near-name": "ชื่อซ้ำหรือใกล้เคียงกับโรงเรียนอื่น",
    "same-name": "ชื่อซ้ำกับที่มีอยู่แล้ว",
    "code-twice": "รหัสซ้ำกับโรงเรียนอื่น",
    "network-district": "เครือข่ายมีโรงเรียนอยู่หลายอำเภอ",
    "name-differs": "ชื่อโรงเรียนไม่ตรงกับรหัสในทะเบียน",
    "level-not-taught": "มีนักเรียนในชั้นที่โรงเรียนไม่ได้เปิด",
    "new-programme": "โครงการใหม่",
    "identity-twice": "เลขประจำตัวประชาชนซ้ำกัน",
}


def kind_title(kind: str) -> str:
    """The title of a kind of warnings."""
    return KINDS.get(kind, "ข้อควรตรวจอื่น ๆ")
