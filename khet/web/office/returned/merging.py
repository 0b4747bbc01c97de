"""What all who were asked wrote, put together for the page and for the workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from khet.documents.answer_books.words import told
from khet.documents.answer_books.writing import Leaf
from khet.records.office.models import Receipt
from khet.records.office.queries.circulars import receipts_of
from khet.records.office.queries.workbook_answers import cells_of, faults_of
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.schools import Places, places_of
from khet.rules.workbook_cells import Value
from khet.rules.workbook_checks import Fault
from khet.rules.workbook_merging import Merged, Total, merged
from khet.rules.workbook_templates import Template
from khet.web.office.returned.asked import Sending

_LEADING = 3


@dataclass(frozen=True)
class Sender:
    """Who was asked: a school with its code and network, a group, or a person."""

    receipt: Receipt
    code: str
    name: str
    network: str


@dataclass
class Together:
    """The answers to a circular with those who didn't answer, in Thai order."""

    sending: Sending
    template: Template

    @cached_property
    def senders(self) -> list[Sender]:
        """All who were asked."""
        receipts = list(receipts_of(self.sending.circular))
        units = Unit.objects.filter(pk__in=[one.unit_id for one in receipts if one.unit_id])
        places = places_of(units, self.sending.desk.viewer.today)
        return [_sender(one, places.get(one.unit_id or 0, {})) for one in receipts]

    @cached_property
    def answered(self) -> list[Sender]:
        """Those whose workbook was accepted and not given back."""
        return [s for s in self.senders if s.receipt.state == Receipt.State.ANSWERED]

    @cached_property
    def silent(self) -> list[Sender]:
        """Those of whom there is none."""
        return [s for s in self.senders if s.receipt.state != Receipt.State.ANSWERED]

    @cached_property
    def sheets(self) -> list[Merged]:
        """The sheets, a row a school or more."""
        return merged(self.template, [cells_of(sender.receipt) for sender in self.answered])

    @cached_property
    def odd(self) -> list[tuple[Sender, Fault, str]]:
        """What is missing or odd, sender by sender, with its words."""
        found = {sender.receipt.pk: faults_of(sender.receipt) for sender in self.answered}
        for sheet in self.sheets:
            for one in sheet.different:
                about = {"value": one.value}
                fault = Fault(sheet.name, one.cell, one.label, "not-like-others", about)
                found[self.answered[one.school].receipt.pk].append(fault)
        return [(s, fault, told(fault)) for s in self.answered for fault in found[s.receipt.pk]]

    def leaves(self) -> list[Leaf]:
        """The sheets of the workbook."""
        return [*map(self._leaf, self.sheets), self._silent_leaf(), self._odd_leaf()]

    def _leaf(self, sheet: Merged) -> Leaf:
        rows = [[*_leading(self.answered[n]), *values] for n, values in sheet.rows]
        percents = frozenset(n + _LEADING for n, one in enumerate(sheet.columns) if one.percent)
        columns = [*_heads(), *sheet.names]
        below = _below(sheet.totals)
        return Leaf(sheet_name(sheet), columns, rows, below, percents, _LEADING - 1)

    def _silent_leaf(self) -> Leaf:
        rows = [[*_leading(sender), state_told(sender.receipt)] for sender in self.silent]
        return Leaf(_("ยังไม่ส่ง"), [*_heads(), _("สถานะ")], rows)

    def _odd_leaf(self) -> Leaf:
        columns = [*_heads(), _("แผ่น"), _("ช่อง"), _("หัวข้อ"), _("สิ่งที่พบ")]
        rows = [[*_leading(s), f.sheet, f.cell, f.label, words] for s, f, words in self.odd]
        return Leaf(_("ขาดหรือผิดสังเกต"), columns, rows)


def sheet_name(sheet: Merged) -> str:
    """What a sheet is called; rows of a table have one of their own."""
    return _("%(name)s (ตาราง)") % {"name": sheet.name} if sheet.table else sheet.name


def state_told(receipt: Receipt) -> str:
    """How far somebody is who hasn't answered."""
    return {
        Receipt.State.UNREAD: _("ยังไม่รับทราบ"),
        Receipt.State.READ: _("รับทราบแล้ว ยังไม่ส่ง"),
        Receipt.State.RETURNED: _("ส่งกลับแก้ไข"),
        Receipt.State.ANSWERED: _("ส่งแล้ว"),
    }[Receipt.State(receipt.state)]


def _sender(receipt: Receipt, places: Places) -> Sender:
    if receipt.unit is None:
        return Sender(receipt, "", str(receipt.user), "")
    network = places.get(UnitKind.NETWORK)
    return Sender(receipt, receipt.unit.code, receipt.unit.name, network.name if network else "")


def _heads() -> list[str]:
    return [_("รหัสโรงเรียน"), _("โรงเรียน"), _("เครือข่าย")]


def _leading(sender: Sender) -> list[Value | None]:
    return [sender.code, sender.name, sender.network]


def _below(totals: Sequence[Total | None]) -> list[list[Value | None]]:
    """The sums, and of how many schools they are."""
    if not any(totals):
        return []
    lead: list[Value | None] = ["", ""]
    return [
        [*lead, _("รวม"), *(t.sum if t else None for t in totals)],
        [*lead, _("จำนวนโรงเรียนที่นับ"), *(Decimal(t.counted) if t else None for t in totals)],
        [*lead, _("ส่งแล้วแต่ไม่กรอก"), *(Decimal(t.missing) if t else None for t in totals)],
    ]
