"""What is said of requests: what for, how far they are, what can be done."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.actions.requests import RequestMovedError
from khet.records.office.models import ServiceRequest
from khet.rules import services as rule
from khet.rules.calendar import thai_date
from khet.rules.dates import parse_day

FAULTS = (RequestMovedError,)


class StepWords(NamedTuple):
    """A step as a button says it, and what is said before and after it is taken."""

    button: str
    lead: str = ""
    warning: str = ""
    done: str = ""


def service_name(service: str) -> str:
    """What a service is called; of one that is gone, its code."""
    return _(rule.SERVICES[service].label) if service in rule.SERVICES else service


def state_name(state: str, service: str = "") -> str:
    """How far a request is, in words."""
    if state == rule.CLOSED and service in rule.SERVICES:
        return _(rule.SERVICES[service].received)
    return {
        rule.ASKED: _("รอตรวจ"),
        rule.CHECKED: _("ตรวจแล้ว รออนุญาต"),
        rule.ALLOWED: _("อนุญาตแล้ว รอรับ"),
        rule.REFUSED: _("ไม่อนุญาต"),
        rule.RETURNED: _("ส่งกลับแก้ไข"),
        rule.CLOSED: _("รับแล้ว"),
        rule.CANCELLED: _("ยกเลิก"),
    }[state]


def step_words(step: str) -> StepWords:
    """A step in the language of the page."""
    return {
        rule.CHECK: StepWords(
            _("ตรวจแล้ว เสนอ"), _("คำขอจะไปอยู่ในแฟ้มเสนอของผู้มีอำนาจอนุญาต"), done=_("ตรวจและเสนอแล้ว")
        ),
        rule.RETURN: StepWords(
            _("ส่งกลับแก้ไข"), _("ผู้ขอจะเห็นเหตุผล และแก้แล้วส่งใหม่ได้"), done=_("ส่งกลับให้แก้ไขแล้ว")
        ),
        rule.ALLOW: StepWords(_("อนุญาต"), done=_("อนุญาตแล้ว")),
        rule.REFUSE: StepWords(_("ไม่อนุญาต"), _("ผู้ขอจะเห็นเหตุผลนี้"), done=_("บันทึกว่าไม่อนุญาตแล้ว")),
        rule.CLOSE: StepWords(_("บันทึกว่ารับแล้ว"), _("บันทึกเมื่อผู้ขอได้รับแล้ว เรื่องนี้จบ"), done=_("บันทึกแล้ว")),
        rule.CANCEL: StepWords(
            _("ยกเลิกคำขอ"), warning=_("ยกเลิกแล้วเปิดใหม่ไม่ได้ ต้องขอใหม่"), done=_("ยกเลิกคำขอแล้ว")
        ),
    }[step]


def fault_told(fault: Exception) -> str:
    """Why something can't be done and what to do."""
    now = _("ทำรายการนี้ไม่ได้แล้ว เพราะคำขออยู่ในสถานะ “%(state)s”: กลับไปดูคำขอ")
    return now % {"state": state_name(str(fault))}


def request_url(request: ServiceRequest) -> str:
    """The address of a request's page."""
    return reverse("office:request", args=[request.pk])


def details_told(request: ServiceRequest) -> list[tuple[str, str]]:
    """What the form of a request says: label and text, in the order of its form."""
    if request.service not in rule.SERVICES:
        return list(request.details.items())
    return [
        (one.label, detail_told(one, request.details.get(one.name, "")))
        for one in rule.SERVICES[request.service].fields
    ]


def detail_told(asked: rule.Asked, value: str) -> str:
    """A kept value as people read it; – where nothing was said."""
    if not value:
        return "–"
    if asked.type == rule.BAHT:
        return rule.baht(value)
    return thai_date(parse_day(value)) if asked.type == rule.DAY else value
