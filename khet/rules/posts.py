"""A post at a unit in words that don't say the unit's kind twice.

Source: names of posts and units in Thai offices: "ผู้อำนวยการกลุ่ม" at "กลุ่มอำนวยการ" is
"ผู้อำนวยการกลุ่มอำนวยการ".
"""

_KINDS = ("กลุ่ม", "สพป.")


def post_at(label: str, unit: str) -> str:
    """The post at the unit, joined where its last word is the unit's first.

    >>> post_at("ผู้อำนวยการกลุ่ม", "กลุ่มอำนวยการ")
    'ผู้อำนวยการกลุ่มอำนวยการ'
    >>> post_at("ผู้อำนวยการ สพป.", "สพป.ตัวอย่าง เขต 1")
    'ผู้อำนวยการ สพป.ตัวอย่าง เขต 1'
    >>> post_at("เจ้าหน้าที่", "กลุ่มอำนวยการ")
    'เจ้าหน้าที่ กลุ่มอำนวยการ'
    """
    for kind in _KINDS:
        if label.endswith(kind) and unit.startswith(kind):
            return label + unit.removeprefix(kind)
    return f"{label} {unit}"
