"""Registers of letters that were kept elsewhere: received, sent, and circulars."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.letter_columns import columns_of, row_of
from khet.jobs.registers.register import Change, Key, Refuse, Register, Row, Terms
from khet.records.office.actions.letter_register import Book, RegisterRow, import_letters
from khet.records.office.actions.letters import LetterEntry
from khet.records.office.models import Letter, Number
from khet.records.office.queries.folder import signers
from khet.records.office.queries.letters import letters_in_book
from khet.records.registry.access import REGISTER_LETTERS
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Unit, UnitKind, User
from khet.records.registry.queries.people import holding_units
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import BUDDHIST_ERA, academic_year, calendar_year, thai_date
from khet.rules.dates import parse_day
from khet.rules.letters import CIRCULAR, RECEIVED, SENT, ref_key, sender_key, series_of
from khet.rules.register_rows import MOST_MISSING, missing
from khet.rules.sittings import YEARS
from khet.rules.tables import Tables

_URGENCIES = {label: value for value, label in Letter.Urgency.choices}
_SECRECIES = {label: value for value, label in Letter.Secrecy.choices}


class LetterBook(Register):
    """A row for each letter, with the number that it had; those that are here stay as they are."""

    book: ClassVar[str]
    permission = REGISTER_LETTERS
    seen_with = REGISTER_LETTERS
    dated = False
    optional = True
    kinds = ("office.letter",)
    identity = ("year", "number")

    def current(self) -> Iterable[Row]:
        for letter in letters_in_book(self.terms.area, self.book):
            if letter.number is not None:
                yield row_of(letter, letter.number)

    @classmethod
    def label(cls, row: Row) -> str:
        return f"{row['number']}/{row['year']} {row.get('subject', '')}"

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self._told: set[tuple[str, str]] = set()

    def settle(self, row: Row, refuse: Refuse) -> Row:
        told = {**row, "number": row.get("number", ""), "year": row.get("year", "")}
        number, _slash, year = told["number"].partition("/")
        told["number"] = number
        entered = row.get("entered") or row.get("day") or ""
        told["year"] = told["year"] or year or (entered and entered.split()[-1])
        told["entered"] = entered
        told |= self._handled(row)
        self._told.add((told["year"], told["number"]))
        self._refuse_years(told, refuse)
        return told

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        yield from self._doubled(changes)
        yield from self._secret(changes)
        here = {(change.after["year"], change.after["number"]) for change in changes}
        for (kind, year), rows in self._by_series(changes).items():
            unread = (n for be, n in self._told - here if n and be in ("", str(year)))
            yield from self._numbered(rows, self._taken(kind, year), set(map(int, unread)))

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        book = Book(self.terms.area, self.book, self._readers)
        for (kind, year), found in sorted(self._by_series(changes).items()):
            rows = [self._kept(change.after) for change in found]
            import_letters(by=by, book=book, kind=kind, year=year, rows=rows)

    def _by_series(self, changes: Sequence[Change]) -> dict[tuple[str, int], list[Change]]:
        """The changes by the series, which the table of the day tells, and the year."""
        found: dict[tuple[str, int], list[Change]] = defaultdict(list)
        for change in changes:
            row = change.after
            table = self._tables.of("correspondence", academic_year(_entered(row)).be)
            kind = series_of(self.book, circulars_apart=table["circulars_apart"])
            found[kind, int(row["year"])].append(change)
        return found

    def _handled(self, row: Row) -> dict[str, str]:
        """The group where it is one of the office; what else is said of it goes into the note."""
        group, known = row.get("unit", ""), row.get("unit", "") in self._groups
        beside = [row.get("note", ""), "" if known else group, row.get("done", "")]
        return {
            "unit": group if known else "",
            "note": " · ".join(filter(None, beside)),
            "done": "",
        }

    def _refuse_years(self, row: Row, refuse: Refuse) -> None:
        newest = calendar_year(self.terms.on).be
        year = row["year"]
        if not year.isdecimal() or int(year) not in YEARS or int(year) > newest:
            refuse("year", f"ไม่รู้ว่าเป็นเลขของปีใด: ใส่ปี พ.ศ. ไม่เกิน {newest}")
        for key in ("day", "entered"):
            if row.get(key) and parse_day(row[key]) > self.terms.on:
                refuse(key, "วันที่ยังมาไม่ถึง: ตรวจวัน เดือน และปี พ.ศ.")

    def _secret(self, changes: Sequence[Change]) -> Iterator[Problem]:
        """Who will read what is secret, besides who brings it."""
        names = ", ".join(map(str, self._readers)) or "ไม่มีผู้อื่น เพราะยังไม่มีผู้อำนวยการสำนักงาน"
        for change in changes:
            if change.after["secrecy"]:
                told = f"หนังสือลับ: ผู้อ่านได้คือผู้นำเข้า และ {names}"
                yield self.doubt(change, "secrecy", told, "secret-letter")

    def _numbered(
        self, rows: Sequence[Change], taken: set[int], unread: set[int]
    ) -> Iterator[Problem]:
        """Numbers that are here already, and those that the register lacks.

        ``unread`` are those of rows that can't be read otherwise.
        """
        for change in rows:
            if int(change.after["number"]) in taken:
                told = "เลขนี้มีในระบบแล้ว: ลบแถวนี้ออก หรือตรวจเลขและปี"
                yield self.complaint(change, "number", told, "number-taken")
        at = {int(change.after["number"]): change for change in rows}
        for first, last in missing({*at, *unread}, taken):
            change = at.get(last + 1) or rows[0]
            span = f"เลข {first}" if first == last else f"เลข {first}–{last}"
            if last - first >= MOST_MISSING:
                told = f"ไม่มี{span} ก่อนแถวนี้: ตรวจว่าพิมพ์เลขถูก"
                yield self.complaint(change, "number", told, "number-far")
            else:
                told = f"ไม่มี{span} ก่อนแถวนี้: จะบันทึกเป็นเลขยกเลิก เพื่อให้ทะเบียนไม่ข้ามเลข"
                yield self.doubt(change, "number", told, "number-missing")

    def _doubled(self, changes: Sequence[Change]) -> Iterator[Problem]:
        """Received letters that are there twice: the same ที่, day and sender."""
        if self.book != RECEIVED:
            return
        first = self._there
        for change in changes:
            row = change.after
            key = (ref_key(row["ref"]), row["day"], sender_key(row["sender"]))
            if not (row["ref"] and row["day"]):
                continue
            if key in first:
                told = f"หนังสือฉบับเดียวกับเลข {first[key]}: ลบแถวหนึ่ง หรือแก้ที่ วันที่ หรือผู้ส่ง"
                yield self.complaint(change, "ref", told, "letter-twice")
            first.setdefault(key, f"{row['number']}/{row['year']}")

    @cached_property
    def _there(self) -> dict[Key, str]:
        """The number of each letter that is here, by what tells it from others."""
        found = letters_in_book(self.terms.area, self.book).exclude(ref_key="")
        return {
            (one.ref_key, thai_date(one.day, short=True), one.sender_key): str(one.number)
            for one in found.filter(day__isnull=False)
            if one.day
        }

    def _kept(self, row: Row) -> RegisterRow:
        day = parse_day(row["day"]) if row["day"] else None
        entry = LetterEntry(
            unit=self._groups.get(row["unit"], self.terms.area),
            day=day,
            note=row["note"][:500],
            urgency=_URGENCIES.get(row["urgency"], ""),
            secrecy=_SECRECIES.get(row["secrecy"], ""),
            ref=row["ref"],
            sender=row["sender"],
            to=row["to"],
            subject=row["subject"],
            refers_to=row["refers_to"],
        )
        return RegisterRow(int(row["number"]), _entered(row), entry)

    def _taken(self, kind: str, year: int) -> set[int]:
        found = Number.objects.filter(series__area=self.terms.area, series__year=year)
        return set(found.filter(series__kind=kind).values_list("number", flat=True))

    @cached_property
    def _readers(self) -> list[User]:
        return signers(self.terms.area, self.terms.on)

    @cached_property
    def _tables(self) -> Tables:
        return office_tables(self.terms.area)

    @cached_property
    def _groups(self) -> Mapping[str, Unit]:
        found = holding_units([self.terms.area], self.terms.on)
        return {unit.name: unit for unit in found.filter(kind=UnitKind.GROUP)}


def _entered(row: Row) -> date:
    """The day on which a letter was entered; the first of its year where that isn't told."""
    if row["entered"]:
        return parse_day(row["entered"])
    return date(int(row["year"]) - BUDDHIST_ERA, 1, 1)


class ReceivedLetters(LetterBook):
    """The register of letters received."""

    key = "letters-received"
    title = _("ทะเบียนหนังสือรับ")
    purpose = _("หนังสือรับที่ลงไว้ในทะเบียนเดิม พร้อมเลขรับเดิม เลขถัดไปต่อจากเลขสูงสุด")
    book = RECEIVED
    columns = columns_of(RECEIVED)


class SentLetters(LetterBook):
    """The register of letters sent."""

    key = "letters-sent"
    title = _("ทะเบียนหนังสือส่ง")
    purpose = _("หนังสือส่งที่ลงไว้ในทะเบียนเดิม พร้อมเลขเดิม เลขถัดไปต่อจากเลขสูงสุด")
    book = SENT
    columns = columns_of(SENT)


class CircularLetters(LetterBook):
    """The register of circulars."""

    key = "letters-circular"
    title = _("ทะเบียนหนังสือเวียน")
    purpose = _("หนังสือเวียนที่ลงไว้ในทะเบียนเดิม พร้อมเลขเดิม เลขถัดไปต่อจากเลขสูงสุด")
    book = CIRCULAR
    columns = columns_of(CIRCULAR)
