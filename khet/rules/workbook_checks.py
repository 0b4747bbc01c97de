"""A filled-in workbook against the office's own, cell by cell: what it says, what is wrong or odd.

Everything that the office wrote must stand where it stood, formulas included; what was asked must
be there and be what belongs there; nothing may stand elsewhere, where it would be lost. All faults
are told at once. What is only odd is told and taken. Source: the office's own template.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from khet.rules.thai import school_key, tidy
from khet.rules.workbook_cells import Book, Cell, Page, Place, Value, ref, same_formula
from khet.rules.workbook_templates import Asked, Kind, Sheet, Table, Template
from khet.rules.workbook_values import Wrong, shown, value_of

_OTHER_SHARE = 4
_OTHER_LEAST = 3
_FARTHEST = 30
_SCHOOL = frozenset({"โรงเรียน", "ชื่อโรงเรียน", "สถานศึกษา", "ชื่อสถานศึกษา"})


@dataclass(frozen=True)
class Fault:
    """Something wrong or odd: where, what the cell is called, a code and what its words name."""

    sheet: str
    cell: str
    label: str
    code: str
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """What a workbook says, by sheet and cell, and what is wrong or odd in it."""

    values: Mapping[str, Mapping[str, Value]]
    faults: tuple[Fault, ...] = ()
    odd: tuple[Fault, ...] = ()


def check(template: Template, answer: Book, school: str = "") -> Checked:
    """The answer of a school (its name, where one is asked for) to a template.

    >>> from khet.rules.workbook_cells import Limit
    >>> from khet.rules.workbook_templates import template_of
    >>> words = {(1, 1): Cell("รายการ"), (1, 2): Cell("จำนวน"), (2, 1): Cell("โต๊ะ")}
    >>> asks = template_of(Book((Page("ก", {**words, (2, 2): Cell(shape="0")}),)))
    >>> check(asks, Book((Page("ก", {**words, (2, 2): Cell("๑๒")}),))).values
    {'ก': {'B2': Decimal('12')}}
    >>> told = check(asks, Book((Page("ก", {**words, (2, 2): Cell("12 คน")}),))).faults[0]
    >>> told.cell, told.label, told.code
    ('B2', 'โต๊ะ – จำนวน', 'not-number')
    """
    gone = [sheet.name for sheet in template.sheets if sheet.name not in answer.named]
    known = {sheet.name for sheet in template.sheets} | set(template.hidden)
    more = [p.name for p in answer.pages if p.name not in known and not p.hidden]
    if gone:
        others = ", ".join(more)
        return Checked(
            {}, tuple(Fault(name, "", "", "no-sheet", {"others": others}) for name in gone)
        )
    desks = [_Desk(sheet, answer.named[sheet.name], school) for sheet in template.sheets]
    faults = [fault for desk in desks for fault in desk.faults()]
    odd = [fault for desk in desks for fault in desk.odd]
    used = [name for name in more if any(c.filled for c in answer.named[name].cells.values())]
    odd += [Fault(name, "", "", "extra-sheet") for name in used]
    values = {desk.sheet.name: desk.values for desk in desks if desk.values}
    if not faults and not any(desk.told for desk in desks):
        faults = [Fault("", "", "", "nothing")]
    return Checked(values, tuple(faults), tuple(odd))


@dataclass
class _Desk:
    """One sheet of an answer before its template; ``told`` counts the cells that were filled in."""

    sheet: Sheet
    page: Page
    school: str
    values: dict[str, Value] = field(default_factory=dict)
    odd: list[Fault] = field(default_factory=list)
    told: int = 0

    def faults(self) -> list[Fault]:
        """All that is wrong; the values and what is odd are known from then on."""
        changed = sorted(p for p, c in self.sheet.fixed.items() if not _kept(c, self._cell(p)))
        if told := self._other(changed):
            return [told]
        found = [self._changed(place) for place in changed]
        found += [fault for one in self.sheet.single for fault in self._single(one)]
        if self.sheet.table:
            found += self._rows(self.sheet.table)
        return [*found, *self._outside()]

    def _cell(self, place: Place) -> Cell:
        return self.page.cells.get(place, Cell())

    def _fault(self, place: Place, label: str, code: str, **about: str) -> Fault:
        return Fault(self.sheet.name, ref(place), label, code, about)

    def _other(self, changed: list[Place]) -> Fault | None:
        """That the whole sheet isn't the office's, or that rows were put in or taken out."""
        fixed = self.sheet.fixed
        worded = [p for p in changed if isinstance(fixed[p].value, str) and not fixed[p].formula]
        every = [c for c in fixed.values() if isinstance(c.value, str) and not c.formula]
        if len(worded) < max(2, min(_OTHER_LEAST, len(every))):
            return None
        first = worded[0]
        if rows := self._shift(worded):
            code = "rows-added" if rows > 0 else "rows-gone"
            return self._fault(first, "", code, rows=str(abs(rows)), row=str(first[0]))
        if len(worded) * _OTHER_SHARE < len(every):
            return None
        expected, found = shown(fixed[first].value), shown(self._cell(first).value)
        return self._fault(first, "", "other-file", expected=expected, found=found)

    def _shift(self, worded: list[Place]) -> int:
        """By how many rows the words that aren't in their place moved; 0 where they didn't."""
        votes: Counter[int] = Counter()
        for row, column in worded:
            for rows in range(-_FARTHEST, _FARTHEST + 1):
                if rows and _kept(self.sheet.fixed[row, column], self._cell((row + rows, column))):
                    votes[rows] += 1
        rows, count = max(votes.items(), key=lambda vote: vote[1], default=(0, 0))
        return rows if count * 2 > len(worded) else 0

    def _changed(self, place: Place) -> Fault:
        expected, found = self.sheet.fixed[place], self._cell(place)
        if expected.formula:
            code = "formula-changed" if found.formula else "formula-gone"
            told = found.formula or shown(found.value)
            return self._fault(place, "", code, expected=expected.formula, found=told)
        told = found.formula or shown(found.value) or found.error
        return self._fault(place, "", "locked", expected=shown(expected.value), found=told)

    def _single(self, one: Asked) -> Iterator[Fault]:
        if one.kind == Kind.FORMULA:
            self._formula(one, one.place)
            return
        found = self._take(one, one.place)
        if isinstance(found, Fault):
            yield found
        elif found is None and one.required:
            yield self._fault(one.place, one.label, "missing")
        elif found is None:
            self.odd.append(self._fault(one.place, one.label, "empty"))
        elif one.label in _SCHOOL and _other_school(shown(found), self.school):
            about = {"value": shown(found), "school": self.school}
            yield self._fault(one.place, one.label, "other-school", **about)

    def _rows(self, table: Table) -> Iterator[Fault]:
        """The rows of a table in which something is filled in."""
        rows = sorted({p[0] for p, c in self.page.cells.items() if self._counts(table, p, c)})
        for row in rows:
            for one in table.columns:
                place = (row, one.place[1])
                if one.kind == Kind.FORMULA:
                    self._formula(one, place)
                    continue
                found = self._take(one, place)
                if isinstance(found, Fault):
                    yield found
                elif found is None and one.required:
                    yield self._fault(place, one.label, "missing")
        if not rows:
            first = (table.top, table.columns[0].place[1])
            self.odd.append(self._fault(first, "", "no-rows"))

    def _counts(self, table: Table, place: Place, cell: Cell) -> bool:
        """Whether a cell makes its row one that is filled in."""
        one = table.column_at(place)
        if one is None or one.kind == Kind.FORMULA or place[1] in table.numbered:
            return False
        return bool(cell.formula or cell.error or shown(cell.value).strip())

    def _take(self, one: Asked, place: Place) -> Value | Fault | None:
        """The value of a cell, kept; or what is wrong with it."""
        found = value_of(one, self._cell(place))
        if isinstance(found, Wrong):
            self.told += 1
            return self._fault(place, one.label, found.code, **found.about)
        if found is not None:
            self.values[ref(place)] = found
            self.told += place not in self.sheet.fixed
        return found

    def _formula(self, one: Asked, place: Place) -> None:
        """What a formula came to, as far as the file knows; a broken one is odd."""
        cell, before = self._cell(place), self.sheet.fixed.get(place, Cell())
        if cell.value is not None and not cell.error:
            self.values[ref(place)] = cell.value
        elif cell.error and cell.error != before.error:
            self.odd.append(self._fault(place, one.label, "formula-error", value=cell.error))
        elif cell.formula and not cell.error:
            self.odd.append(self._fault(place, one.label, "not-calculated"))

    def _outside(self) -> Iterator[Fault]:
        """What was written where nobody asked: it would be lost."""
        asked = {one.place for one in self.sheet.single}
        table = self.sheet.table
        for place, cell in sorted(self.page.cells.items()):
            if place in asked or place in self.sheet.fixed or not _says(cell):
                continue
            if table and table.column_at(place):
                continue
            below = table is not None and place[0] > table.bottom and self._under(place)
            about = {"value": shown(cell.value) or cell.formula or cell.error}
            if below and table is not None:
                yield self._fault(place, "", "below", last=str(table.bottom), **about)
            else:
                yield self._fault(place, "", "outside", **about)

    def _under(self, place: Place) -> bool:
        table = self.sheet.table
        return table is not None and any(c.place[1] == place[1] for c in table.columns)


def _kept(expected: Cell, found: Cell) -> bool:
    """Whether what the office wrote still stands there."""
    if expected.formula:
        return bool(found.formula) and same_formula(expected.formula, found.formula)
    if expected.error:
        return True
    if found.formula or found.error:
        return False
    return _same(expected.value, found.value)


def _same(one: Value | None, two: Value | None) -> bool:
    if isinstance(one, Decimal) and isinstance(two, Decimal):
        return abs(one - two) <= abs(one) * Decimal("1e-12")
    return tidy(shown(one)) == tidy(shown(two))


def _says(cell: Cell) -> bool:
    return bool(cell.formula or cell.error or shown(cell.value).strip())


def _other_school(told: str, school: str) -> bool:
    """Whether a name isn't the school's own, which may stand among other words."""
    own, other = school_key(school), school_key(told)
    return bool(own) and own not in other and other not in own
