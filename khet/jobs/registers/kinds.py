"""What the kinds of warnings are called; each is accepted with a reason of its own."""

from django.utils.translation import gettext_noop as _

KINDS = {
    "near-name": _("ชื่อซ้ำหรือใกล้เคียงกับโรงเรียนอื่น"),
    "people-left": _("โรงเรียนที่เลิกยังมีบุคลากรหรือนักเรียน"),
    "same-name": _("ชื่อซ้ำกับที่มีอยู่แล้ว"),
    "code-twice": _("รหัสซ้ำกับโรงเรียนอื่น"),
    "network-district": _("เครือข่ายมีโรงเรียนอยู่หลายอำเภอ"),
    "name-differs": _("ชื่อโรงเรียนไม่ตรงกับรหัสในทะเบียน"),
    "school-closed": _("โรงเรียนเลิกก่อนปีการศึกษานี้"),
    "second-head": _("โรงเรียนมีผู้อำนวยการแล้ว"),
    "level-not-taught": _("มีนักเรียนในชั้นที่โรงเรียนไม่ได้เปิด"),
    "new-programme": _("โครงการใหม่"),
    "same-person": _("มีคนชื่อเดียวกันในหน่วยงานเดียวกัน"),
    "number-missing": _("เลขที่ไม่มีในทะเบียนเดิม จะบันทึกเป็นเลขยกเลิก"),
    "secret-letter": _("หนังสือลับ เปิดได้เฉพาะผู้นำเข้าและผู้อำนวยการสำนักงาน"),
    "identity-twice": _("เลขประจำตัวประชาชนซ้ำกัน"),
}


def kind_title(kind: str) -> str:
    """The title of a kind of warnings."""
    return KINDS.get(kind, _("ข้อควรตรวจอื่น ๆ"))
