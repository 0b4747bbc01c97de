"""What is said of powers that were given, and why one can't be given."""

from django.utils.translation import gettext as _

from khet.records.office.actions.delegations import PowerHeldError, PowerOverError
from khet.records.office.models import Delegation
from khet.rules.powers import POWERS
from khet.web.office.orders.words import order_name
from khet.web.parts.tags import be_date

FAULTS = (PowerHeldError, PowerOverError)


def power_name(power: str) -> str:
    """A power in the language of the page."""
    return _(POWERS[power]) if power in POWERS else power


def under_words(one: Delegation) -> str:
    """The order under which a power was given: our own, or as it was typed."""
    return order_name(one.order) if one.order else one.under


def power_told(one: Delegation) -> str:
    """A power with whose it is, as links name it."""
    return _("%(power)s: %(person)s") % {"power": power_name(one.power), "person": one.to}


def fault_told(fault: Exception) -> str | dict[str, str]:
    """Why a power can't be given or changed, by the field that is wrong."""
    if isinstance(fault, PowerHeldError):
        told = _("ผู้นี้มีอำนาจ “%(power)s” อยู่แล้วตั้งแต่ %(since)s ถึง %(until)s: แก้วันที่ หรือเลื่อนวันสิ้นสุดของเดิม")
        since, until = map(be_date, fault.term)
        words = told % {"power": power_name(fault.power), "since": since, "until": until}
        return {"powers": words, "until": words}
    return _("อำนาจนี้สิ้นสุดหรือถูกถอนคืนไปแล้ว: กลับไปดูรายการ")
