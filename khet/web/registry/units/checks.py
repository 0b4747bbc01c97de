"""The checks of the registers as people read them: what, why it matters, and how to mend it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from khet.records.registry.queries.quality import Facts
from khet.rules import register_checks as rules
from khet.rules.register_checks import Finding
from khet.web.registry.units.words import code_name, grade_name

Told = Callable[[Finding, Mapping[str, str]], str]


@dataclass(frozen=True)
class Check:
    """A check and what it found; ``told`` says a finding, with names of places by code.

    ``looked`` is whether there was anything to look at: a year without lists can't be checked.
    """

    key: str
    title: str
    why: str
    mend: str
    findings: tuple[Finding, ...]
    told: Told
    looked: bool = True


_NEEDS = {
    "jumps": "before",
    "no-pupils": "grades",
    "outside-levels": "highest",
    "lists-apart": "listed",
}


def _nothing(finding: Finding, names: Mapping[str, str]) -> str:
    return ""


def _check(key: str, found: Iterable[Finding], told: Told = _nothing) -> Check:
    title, why, mend = _texts()[key]
    return Check(key, title, why, mend, tuple(found), told)


def checks_of(facts: Facts) -> list[Check]:
    """Every check of schools, networks and pupils."""
    schools, homes = facts.schools, facts.homes
    checks = [
        _check("network-sums", rules.network_sums(schools, homes), _sums),
        _check("same-codes", rules.same_codes(schools), _same_code),
        _check("codes-apart", rules.codes_apart(schools), _two_codes),
        _check("no-district", rules.without(schools, "district")),
        _check("no-subdistrict", rules.without(schools, "subdistrict")),
        _check("no-network", rules.without(schools, "network")),
        _check("outside-district", rules.outside_district(schools, homes), _outside),
        _check("scattered-networks", rules.scattered_networks(schools), _scattered),
        _check("not-counted", rules.not_counted(schools)),
        _check("no-pupils", rules.without_pupils(schools)),
        _check("jumps", rules.jumps(schools), _jump),
        _check("outside-levels", rules.outside_levels(schools), _grades),
        _check("lists-apart", rules.lists_apart(schools), _lists),
        _check("same-names", rules.same_names(schools)),
        _check("near-names", rules.near_names(schools)),
    ]
    return [replace(check, looked=_can_look(check.key, facts)) for check in checks]


def _can_look(key: str, facts: Facts) -> bool:
    """Whether any school has what the check looks at."""
    return key not in _NEEDS or any(getattr(school, _NEEDS[key]) for school in facts.schools)


def _sums(finding: Finding, names: Mapping[str, str]) -> str:
    district, placed, summed = finding.values
    if not district:
        told = _("ทั้งเขตมีโรงเรียนรัฐ %(all)s โรงเรียน อยู่ในเครือข่าย %(sum)s")
        return told % {"all": placed, "sum": summed}
    told = _("อำเภอ%(name)s มี %(all)s โรงเรียน เครือข่ายของอำเภอรวมได้ %(sum)s")
    return told % {"name": names.get(district, district), "all": placed, "sum": summed}


def _same_code(finding: Finding, names: Mapping[str, str]) -> str:
    scheme, code, upstream = finding.values
    told = f"{code_name(scheme)} {code}"
    return f"{told} · {_('ซ้ำมาจากบัญชีรายชื่อระดับประเทศ')}" if upstream else told


def _two_codes(finding: Finding, names: Mapping[str, str]) -> str:
    return " ≠ ".join(finding.values)


def _outside(finding: Finding, names: Mapping[str, str]) -> str:
    here, home = (names.get(code, code) for code in finding.values)
    told = _("โรงเรียนอยู่อำเภอ%(here)s เครือข่ายอยู่อำเภอ%(home)s")
    return told % {"here": here, "home": home}


def _scattered(finding: Finding, names: Mapping[str, str]) -> str:
    network, *districts = (names.get(code, code) for code in finding.values)
    return f"{network}: {', '.join(districts)}"


def _jump(finding: Finding, names: Mapping[str, str]) -> str:
    was, now = finding.values
    return _("%(was)s → %(now)s คน") % {"was": was, "now": now}


def _grades(finding: Finding, names: Mapping[str, str]) -> str:
    return ", ".join(map(grade_name, finding.values))


def _lists(finding: Finding, names: Mapping[str, str]) -> str:
    each = (value.split() for value in finding.values)
    return ", ".join(f"{grade_name(grade)} {counts}" for grade, counts in each)


def _texts() -> dict[str, tuple[str, str, str]]:
    schools_file = _("แก้ในไฟล์ทะเบียนโรงเรียนแล้วนำเข้าใหม่")
    counts_file = _("ตรวจกับโรงเรียน แล้วนำเข้าจำนวนนักเรียนของปีนี้ใหม่")
    return {
        "network-sums": (
            _("จำนวนโรงเรียนรวมตามเครือข่ายไม่เท่ากับตามพื้นที่"),
            _("ร้อยละทุกตัวที่รวมตามเครือข่ายจะไม่ครบทุกโรงเรียน"),
            _("ดูรายการโรงเรียนที่ไม่มีเครือข่ายหรืออยู่นอกอำเภอของเครือข่ายด้านล่าง"),
        ),
        "same-codes": (
            _("รหัสซ้ำกัน"),
            _("ไฟล์จากภายนอกที่อ้างรหัสนี้อาจเข้าผิดโรงเรียน"),
            schools_file,
        ),
        "codes-apart": (
            _("รหัส 10 หลักไม่เข้ากับรหัส 6 หลัก"),
            _("รหัสกระทรวง 10 หลักของโรงเรียนรัฐต้องลงท้ายด้วยรหัส สพฐ. 6 หลัก รหัสหนึ่งจึงผิด"),
            schools_file,
        ),
        "no-district": (
            _("ไม่ทราบอำเภอ"),
            _("โรงเรียนจะไม่ถูกนับในอำเภอใด"),
            schools_file,
        ),
        "no-subdistrict": (
            _("ไม่ทราบตำบล"),
            _("งานที่ทำโดยใช้ตำบลเป็นฐานจะไม่เห็นโรงเรียนนี้"),
            schools_file,
        ),
        "no-network": (
            _("ไม่อยู่ในเครือข่าย"),
            _("โรงเรียนจะไม่มีศึกษานิเทศก์และประธานเครือข่ายที่รับผิดชอบ"),
            schools_file,
        ),
        "outside-district": (
            _("อยู่นอกอำเภอของเครือข่าย"),
            _("เครือข่ายหนึ่งอยู่ในอำเภอเดียว อำเภอหรือเครือข่ายของโรงเรียนอาจผิด"),
            schools_file,
        ),
        "scattered-networks": (
            _("เครือข่ายที่มีโรงเรียนหลายอำเภอ"),
            _("จำนวนตามเครือข่ายจะรวมเป็นจำนวนของอำเภอไม่ได้"),
            schools_file,
        ),
        "not-counted": (
            _("ยังไม่มีจำนวนนักเรียนของปีนี้"),
            _("โรงเรียนไม่มีขนาดและไม่นับในยอดรวม ไม่มีข้อมูลไม่ใช่ศูนย์"),
            counts_file,
        ),
        "no-pupils": (
            _("ไม่มีนักเรียน"),
            _("โรงเรียนที่ไม่มีนักเรียนแต่ยังไม่ปิดคงอยู่ในทะเบียน และไม่มีผลสอบ"),
            _("หากปิดหรือรวมแล้ว ให้ใส่วันที่ปิดในไฟล์ทะเบียนโรงเรียนแล้วนำเข้าใหม่"),
        ),
        "jumps": (
            _("จำนวนนักเรียนเปลี่ยนเกินร้อยละ 30 จากปีก่อน"),
            _("มักเกิดจากพิมพ์ผิดหรือสลับโรงเรียน และทำให้ขนาดโรงเรียนผิด"),
            counts_file,
        ),
        "outside-levels": (
            _("มีนักเรียนนอกระดับชั้นที่เปิดสอน"),
            _("ระดับชั้นหรือจำนวนนักเรียนอย่างหนึ่งผิด"),
            _("แก้ระดับชั้นในทะเบียนโรงเรียน หรือจำนวนนักเรียนรายชั้น แล้วนำเข้าใหม่"),
        ),
        "lists-apart": (
            _("รายชื่อนักเรียนไม่เท่าจำนวนที่แจ้ง"),
            _("แสดงเป็น รายชื่อ/จำนวนที่แจ้ง ผลรายคนอาจไม่ครบทุกคน"),
            _("ให้โรงเรียนนำเข้ารายชื่อหรือจำนวนนักเรียนใหม่"),
        ),
        "same-names": (
            _("ชื่อเหมือนกัน"),
            _("ไม่ผิด แต่ไฟล์ที่ไม่มีรหัสจะบอกไม่ได้ว่าโรงเรียนใด"),
            _("ใช้รหัสในทุกไฟล์ และใส่ชื่ออื่นที่ต่างกันในทะเบียน"),
        ),
        "near-names": (
            _("ชื่อคล้ายกันมาก"),
            _("อาจเป็นโรงเรียนเดียวที่ขึ้นทะเบียนสองครั้ง หรือพิมพ์ผิด"),
            _("หากเป็นโรงเรียนเดียว ให้เพิ่มเป็นชื่ออื่นแล้วปิดรายการที่ซ้ำ หากไม่ใช่ ไม่ต้องทำอะไร"),
        ),
    }
