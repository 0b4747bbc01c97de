"""Pupils by name, from the student export or any sheet with its headings."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.at_school import closed_doubt, name_doubt
from khet.jobs.registers.columns import Column, level, one_of, words
from khet.jobs.registers.enrolment import NAME
from khet.jobs.registers.register import Change, Refuse, Register, Row
from khet.jobs.registers.school_columns import SCHOOL
from khet.records.registry.access import EDIT_PUPILS, SEE_PUPILS
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.identity import identity_hash
from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.models import Pupil, Unit, UnitKind
from khet.records.registry.queries.entries import units_of
from khet.rules.identity import identity_fault, plain_identity
from khet.rules.levels import level_name, parse_level, teaches
from khet.rules.names import tidy_name, without_title
from khet.rules.thai import arabic_digits

_SEXES = {"ชาย": ("ช", "m", "male", "1"), "หญิง": ("ญ", "f", "female", "2")}
_SEX_KEYS = {"ชาย": str(Pupil.Sex.MALE), "หญิง": str(Pupil.Sex.FEMALE), "": ""}
_SEX_NAMES = {key: name for name, key in _SEX_KEYS.items()}
_NUMBER_LENGTH, _ROOM_LENGTH = 30, 10


def _identity(text: str) -> str:
    if identity_fault(text):
        raise ValueError(text)
    return plain_identity(text)


def _number(text: str) -> str:
    """As score files are read, so that both give a pupil the same key."""
    plain = arabic_digits(text)
    if len(plain) > _NUMBER_LENGTH or not plain.isprintable():
        raise ValueError(text)
    return plain


class Pupils(Register):
    """Pupils of one academic year. Of a citizen's id only whether it is the same is compared."""

    key = "pupils"
    title = _("นักเรียนรายคน")
    purpose = _("รายชื่อนักเรียนของปีการศึกษา จากไฟล์นักเรียนรายคนของ DMC อ่านเฉพาะคอลัมน์ที่ใช้")
    permission = EDIT_PUPILS
    yearly = True
    dated = False
    identity = ("code", "number")
    grouped = "code"
    seen_with = SEE_PUPILS
    by_school = True
    optional = True
    kinds = ("registry.pupils",)
    columns = (
        SCHOOL,
        NAME,
        Column(
            "identity",
            "เลขประจำตัวประชาชน",
            _identity,
            "ใส่ 13 หลักที่หลักสุดท้ายถูกต้อง หรือรหัส G หรือเว้นว่าง (จัดช่องเป็นข้อความก่อนพิมพ์)",
            ("เลขบัตรประชาชน", "เลขประชาชน"),
            personal=True,
            stays=True,
        ),
        Column("grade", "ชั้น", level, "ใส่ชั้น เช่น อ.2 หรือ ป.6", ("ระดับชั้น",), True, example="ป.1"),
        Column("room", "ห้อง", words(_ROOM_LENGTH), "ใส่ห้องไม่เกิน 10 ตัวอักษร", example="1"),
        Column(
            "number",
            "รหัสนักเรียน",
            _number,
            "ใส่เลขประจำตัวที่โรงเรียนออกให้",
            ("เลขประจำตัวนักเรียน", "เลขประจำตัว"),
            True,
            example="1001",
            personal=True,
        ),
        Column("sex", "เพศ", one_of(_SEXES), "ใส่ ชาย หรือ หญิง", example="หญิง", personal=True),
        Column(
            "title",
            "คำนำหน้าชื่อ",
            words(50),
            "ใส่คำนำหน้าไม่เกิน 50 ตัวอักษร",
            ("คำนำหน้า",),
            example="เด็กหญิง",
            personal=True,
        ),
        Column("first", "ชื่อ", words(70), "ใส่ชื่อ", (), True, example="ตัวอย่าง", personal=True),
        Column("last", "นามสกุล", words(70), "ใส่นามสกุล", ("สกุล",), example="สมมติ", personal=True),
    )

    def current(self) -> Iterable[Row]:
        found = Pupil.objects.filter(
            academic_year=self.terms.year, school__in=[unit.pk for unit in self._schools.values()]
        )
        fields = ("school__code", "number", "grade", "room", "sex", "name", "identity_hash")
        rows = found.order_by("school__sort_key", "school__code", "grade", "room", "sort_key")
        for code, number, grade, room, sex, name, identity in rows.values_list(*fields):
            yield {
                "code": code,
                "name": self._schools[code].name,
                "identity": identity,
                "grade": level_name(grade),
                "room": room,
                "number": number,
                "sex": _SEX_NAMES[sex],
                **_parts(name),
            }

    @classmethod
    def label(cls, row: Row) -> str:
        return row["code"]

    @classmethod
    def outward(cls, row: Row) -> Row:
        return {**row, "identity": ""}

    def settle(self, row: Row, refuse: Refuse) -> Row:
        settled = dict(row)
        code, identity = row.get("code", ""), row.get("identity", "")
        if code and code not in self._schools:
            refuse("code", self._why_not(code))
        if identity:
            settled["identity"] = identity_hash(identity)
            self._identities[settled["identity"]] = identity
        if row.get("first"):
            settled |= _parts(_whole(row))
        return settled

    def group_name(self, code: str) -> str:
        return self._schools[code].name if code in self._schools else code

    def _why_not(self, code: str) -> str:
        if self.terms.schools is not None and code in self._every_school:
            return "ท่านนำเข้าได้เฉพาะนักเรียนของโรงเรียนตนเอง: เอาแถวของโรงเรียนอื่นออก"
        return "ไม่มีโรงเรียนรหัสนี้ในทะเบียน: ตรวจรหัส หรือเพิ่มโรงเรียนก่อน"

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        seen = {row["identity"]: (row["code"], row["number"]) for row in self.current()}
        for change in changes:
            row = change.after
            school = self._schools.get(row["code"])
            yield from name_doubt(self, change, school)
            yield from closed_doubt(self, change, school)
            pupil = (row["code"], row["number"])
            if row["identity"] and seen.setdefault(row["identity"], pupil) != pupil:
                told = "เลขนี้เป็นของนักเรียนอีกคนในปีเดียวกันแล้ว: ตรวจว่าย้ายโรงเรียนหรือพิมพ์ผิด"
                yield self.doubt(change, "identity", told, "identity-twice")
            grade = parse_level(row["grade"])
            if school and teaches(school.lowest, school.highest, grade) is False:
                told = "ทะเบียนระบุว่าโรงเรียนไม่ได้เปิดชั้นนี้: แก้ชั้น หรือแก้ระดับชั้นที่เปิดสอนของโรงเรียน"
                yield self.doubt(change, "grade", told, "level-not-taught")

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        entries = [self._entry(change.after) for change in changes]
        save_pupils(by=by, academic_year=self.terms.year, entries=entries)

    def _entry(self, row: Row) -> PupilEntry:
        return PupilEntry(
            row["code"],
            row["number"],
            parse_level(row["grade"]),
            _whole(row),
            row["room"],
            _SEX_KEYS[row["sex"]],
            self._identities.get(row["identity"], ""),
        )

    @cached_property
    def _identities(self) -> dict[str, str]:
        """The ids of the file by their hashes."""
        return {}

    @cached_property
    def _every_school(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in units_of(self.terms.area, UnitKind.SCHOOL)}

    @cached_property
    def _schools(self) -> dict[str, Unit]:
        """The schools whose pupils the person may bring."""
        may = self.terms.schools
        return {c: unit for c, unit in self._every_school.items() if may is None or c in may}


def _whole(row: Row) -> str:
    return tidy_name(f"{row.get('title', '')}{row['first']} {row.get('last', '')}")


def _parts(name: str) -> Row:
    """Title, first and last name of a whole name."""
    rest = without_title(name)
    first, _, last = rest.partition(" ")
    return {"title": name[: len(name) - len(rest)].strip(), "first": first, "last": last}
