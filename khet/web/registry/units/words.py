"""Names of levels, sizes and states of schools in the language of the page."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khet.records.registry.models import Pupil, Sector, UnitCode, UnitKind
from khet.records.registry.queries.register import CLOSED, MERGED, NO_PUPILS, OPEN, UNKNOWN
from khet.rules.levels import level_name, levels_name
from khet.rules.sizes import size_labels
from khet.rules.tables import SHIPPED, Tables

_EXTENDED = ("M1", "M2", "M3")


def grade_name(grade: str) -> str:
    """A grade: ``ป.6`` or ``P6``."""
    return level_name(grade) if get_language() == "th" else grade


def levels_shown(lowest: str, highest: str) -> str:
    """A range of levels: ``อ.2–ป.6`` or ``K2–P6``; empty where not known."""
    if get_language() == "th":
        return levels_name(lowest, highest)
    return "–".join(dict.fromkeys(level for level in (lowest, highest) if level))


def type_name(highest: str) -> str:
    """What a school is by the highest level that it teaches."""
    if not highest:
        return _("ไม่ทราบระดับชั้น")
    to = _("ถึง %(grade)s") % {"grade": grade_name(highest)}
    if highest in _EXTENDED:
        return f"{_('ขยายโอกาส')} ({to})"
    return f"{_('มัธยมศึกษา') if highest[0] == 'M' else _('ประถมศึกษา')} ({to})"


def size_names(academic_year: int, tables: Tables = SHIPPED) -> dict[str, str]:
    """Names of the size classes, of schools without pupils and of those not known."""
    classes = {key: _(th) for key, th in size_labels(academic_year, tables).items()}
    return {**classes, NO_PUPILS: _("ไม่มีนักเรียน"), UNKNOWN: _("ไม่ทราบขนาด")}


def state_names() -> dict[str, str]:
    """Names of the states of a school."""
    return {OPEN: _("เปิดสอน"), CLOSED: _("ปิดแล้ว"), MERGED: _("รวมกับโรงเรียนอื่นแล้ว")}


def sector_names() -> dict[str, str]:
    """Names of the sectors that schools belong to."""
    return {
        Sector.PUBLIC: _("รัฐ (สพฐ.)"),
        Sector.PRIVATE: _("เอกชน (สช.)"),
        Sector.LOCAL: _("ท้องถิ่น (อปท.)"),
    }


def kind_name(kind: str) -> str:
    """What a place above a school is."""
    names = {
        UnitKind.NATION: _("ประเทศ"),
        UnitKind.AREA: _("เขตพื้นที่การศึกษา"),
        UnitKind.DISTRICT: _("อำเภอ"),
        UnitKind.SUBDISTRICT: _("ตำบล"),
        UnitKind.NETWORK: _("เครือข่ายโรงเรียน"),
    }
    return names[UnitKind(kind)]


def code_name(scheme: str) -> str:
    """What a further code of a school is."""
    names = {
        UnitCode.Scheme.MOE10: _("รหัสกระทรวง 10 หลัก"),
        UnitCode.Scheme.SMIS8: _("รหัส SMIS 8 หลัก"),
        UnitCode.Scheme.OBEC6: _("รหัส สพฐ. 6 หลัก"),
    }
    return names[UnitCode.Scheme(scheme)]


def sex_name(sex: str) -> str:
    """A pupil's sex; empty where not known."""
    names: dict[str, str] = {Pupil.Sex.MALE: _("ชาย"), Pupil.Sex.FEMALE: _("หญิง")}
    return names.get(sex, "")


def band_name(low: int, high: int) -> str:
    """A band of small schools: ``1–20 คน``."""
    return _("%(low)s–%(high)s คน") % {"low": low, "high": high}
