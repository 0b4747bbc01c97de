"""How far evidence is seen, by whom it is kept, and how large it is, in words."""

from django.utils.translation import gettext as _

from khet.records.office.models import Evidence, Level
from khet.records.registry.models import Unit
from khet.rules.evidence import years_away
from khet.web.parts.viewer import Viewer


def level_name(level: str) -> str:
    """What a level is called."""
    return {
        Level.PUBLIC: _("เผยแพร่ได้"),
        Level.AREA: _("ทุกคนในเขต"),
        Level.OFFICE: _("ภายในสำนักงาน"),
        Level.UNIT: _("เฉพาะหน่วยเจ้าของ"),
        Level.PERSON: _("เฉพาะผู้เกี่ยวข้อง"),
    }[Level(level)]


def level_sentence(level: str) -> str:
    """Who sees evidence of that level."""
    return {
        Level.PUBLIC: _("ทุกคนที่เข้าใช้ระบบเห็น และนำไปเผยแพร่ได้"),
        Level.AREA: _("ทุกคนในเขตที่มีบัญชีเห็น"),
        Level.OFFICE: _("บุคลากรของสำนักงานเขตเห็น โรงเรียนไม่เห็น"),
        Level.UNIT: _("คนในหน่วยเห็น และผู้ดูแลหน่วยนั้น: ผู้บริหารเขต ศึกษานิเทศก์ ผู้ตรวจสอบภายใน"),
        Level.PERSON: _("ผู้เก็บเห็น และคณะที่เกี่ยวข้องเห็น"),
    }[Level(level)]


def source_name(source: str) -> str:
    """What evidence is: a file, a link, or a record of the system."""
    return {
        Evidence.Source.FILE: _("ไฟล์"),
        Evidence.Source.LINK: _("ลิงก์"),
        Evidence.Source.RECORD: _("เอกสารในระบบ"),
    }[Evidence.Source(source)]


def own_units(viewer: Viewer) -> list[Unit]:
    """The units at which the reader holds a role, each once, in the order of the roles."""
    return list({role.unit_id: role.unit for role in viewer.roles}.values())


def usual_level(viewer: Viewer) -> str:
    """The level that evidence gets of a reader who chooses none."""
    return Level.OFFICE if viewer.office_sight.office else Level.UNIT


def is_old(evidence: Evidence, viewer: Viewer) -> bool:
    """Whether its day is of neither this fiscal year nor the one before."""
    return years_away(evidence.about_day, viewer.today) not in (0, 1)
