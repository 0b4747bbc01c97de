"""What is said of news: of which kind it is, how far, and what can be done."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.actions.news import ConsentMissingError, NewsMovedError
from khet.records.office.models import News
from khet.rules import news as rule

FAULTS = (NewsMovedError, ConsentMissingError)


class StepWords(NamedTuple):
    """A step as a button says it, and what is said before and after it is taken."""

    button: str
    lead: str = ""
    warning: str = ""
    done: str = ""


def kind_names() -> dict[str, str]:
    """The kinds of news in the language of the page."""
    return {
        rule.NEWS: _("ข่าว"),
        rule.NOTICE: _("ประกาศ"),
        rule.PLAN: _("แผน"),
        rule.REPORT: _("รายงาน"),
    }


def state_names() -> dict[str, str]:
    """How far news can be, in words."""
    return {
        rule.PROPOSED: _("เสนอแล้ว รอตรวจ"),
        rule.RETURNED: _("ส่งกลับแก้ไข"),
        rule.CHECKED: _("ตรวจแล้ว รอเผยแพร่"),
        rule.PUBLISHED: _("เผยแพร่แล้ว"),
        rule.ARCHIVED: _("เก็บถาวร"),
    }


def step_words(step: str) -> StepWords:
    """A step in the language of the page."""
    return {
        rule.CHECK: StepWords(
            _("ตรวจแล้ว"), _("ข่าวจะรอผู้มีอำนาจเผยแพร่ และอยู่ในแฟ้มเสนอ"), done=_("บันทึกว่าตรวจแล้ว")
        ),
        rule.RETURN: StepWords(
            _("ส่งกลับแก้ไข"), _("ผู้เสนอจะเห็นเหตุผล แก้แล้วส่งใหม่ได้"), done=_("ส่งกลับแก้ไขแล้ว")
        ),
        rule.PUBLISH: StepWords(
            _("เผยแพร่"), warning=_("ทุกคนจะอ่านได้โดยไม่ต้องเข้าสู่ระบบ"), done=_("เผยแพร่แล้ว")
        ),
        rule.PIN: StepWords(_("ปักหมุด"), _("ข่าวนี้จะอยู่บนสุดของหน้าสาธารณะ"), done=_("ปักหมุดแล้ว")),
        rule.UNPIN: StepWords(_("ถอนหมุด"), _("ข่าวนี้จะเรียงตามวันเหมือนข่าวอื่น"), done=_("ถอนหมุดแล้ว")),
        rule.ARCHIVE: StepWords(
            _("เก็บถาวร"),
            _("ข่าวจะไม่อยู่ในรายการใด ที่อยู่เดิมยังอ่านข้อความได้ แต่ไม่มีภาพและเอกสาร"),
            done=_("เก็บถาวรแล้ว"),
        ),
        rule.TAKE_BACK: StepWords(
            _("ถอนกลับ"), _("ข่าวจะไม่อยู่ในหน้าสาธารณะทันที และกลับไปให้ผู้เสนอแก้"), done=_("ถอนกลับแล้ว")
        ),
    }[step]


def fault_told(fault: Exception) -> str:
    """Why something can't be done and what to do."""
    if isinstance(fault, ConsentMissingError):
        told = _("ภาพ “%(caption)s” มีเด็กแต่ยังไม่ระบุผู้ยินยอม: ส่งกลับแก้ไข หรือนำภาพออกก่อน")
        return told % {"caption": fault}
    now = _("ทำรายการนี้ไม่ได้แล้ว เพราะข่าวอยู่ในสถานะ “%(state)s”: กลับไปดูข่าว")
    return now % {"state": state_names()[str(fault)]}


def news_url(news: News) -> str:
    """The address of an item's page in the office."""
    return reverse("office:news-item", args=[news.pk])
