"""Sentences about means: the rule says what is to be said, here it gets its words and links."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import starmap
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khet.rules.gains import much_changed
from khet.rules.narration import beside, change, on_target, risen
from khet.web.learning.linked import Linked
from khet.web.parts.tags import marks

_PLACE = re.compile(r"%\((\w+)\)s")


class Group(NamedTuple):
    """How many schools and pupils a mean is of."""

    schools: int
    pupils: int


Known = tuple[Decimal | None, Decimal | None]


def mean_told(
    what: str, year: int, mean: Linked, before: Decimal | None = None, change_url: str = ""
) -> list[SafeString]:
    """The mean of a year, and which way it went from the year before where that is known.

    ``what`` is who and which subject it is of; nothing is said where the mean isn't known.
    """
    if mean.value is None:
        return []
    told = change(Decimal(mean.value), before)
    text = {
        "higher": _(
            "คะแนนเฉลี่ย %(what)s ปีการศึกษา %(year)s เท่ากับ %(mean)s สูงขึ้น %(by)s จากปีการศึกษา %(before)s"
        ),
        "lower": _(
            "คะแนนเฉลี่ย %(what)s ปีการศึกษา %(year)s เท่ากับ %(mean)s ต่ำลง %(by)s จากปีการศึกษา %(before)s"
        ),
        "same": _(
            "คะแนนเฉลี่ย %(what)s ปีการศึกษา %(year)s เท่ากับ %(mean)s เท่าเดิมกับปีการศึกษา %(before)s"
        ),
        "": _("คะแนนเฉลี่ย %(what)s ปีการศึกษา %(year)s เท่ากับ %(mean)s"),
    }[told.key if told else ""]
    by = Linked(told.by, change_url) if told else Linked(None)
    said = {"mean": _link(mean), "by": _link(by), "year": str(year), "before": str(year - 1)}
    return [_sentence(text, what=what, **said)]


def beside_told(
    mean: Decimal | None, whose: str, reference: Decimal | None, url: str
) -> list[SafeString]:
    """Whether a mean is above or below a published one; ``whose`` names that."""
    told = beside(mean, reference)
    if told is None:
        return []
    text = {
        "above": _("สูงกว่า%(whose)s (%(reference)s) อยู่ %(by)s"),
        "below": _("ต่ำกว่า%(whose)s (%(reference)s) อยู่ %(by)s"),
        "equal": _("เท่ากับ%(whose)s (%(reference)s)"),
    }[told.key]
    by = _link(Linked(told.by, url))
    return [_sentence(text, whose=whose, reference=marks(reference), by=by)]


def target_told(mean: Decimal | None, target: int, url: str) -> list[SafeString]:
    """Whether a mean reaches the target, or how much it lacks."""
    told = on_target(mean, target)
    if told is None:
        return []
    text = {
        "reached": _("ถึงเป้าหมายร้อยละ %(target)s (เกิน %(by)s)"),
        "short": _("ยังไม่ถึงเป้าหมายร้อยละ %(target)s (ขาด %(by)s)"),
    }[told.key]
    return [_sentence(text, target=str(target), by=_link(Linked(told.by, url)))]


def risen_told(pairs: Sequence[Known], year: int) -> list[SafeString]:
    """How many subjects rose from the year before, of those known in both years."""
    up, of = risen(pairs)
    if not of:
        return []
    text = _("%(up)s จาก %(of)s วิชาสูงขึ้นจากปีการศึกษา %(year)s")
    return [_sentence(text, up=str(up), of=str(of), year=str(year - 1))]


def group_told(now: Group, before: Group) -> list[SafeString]:
    """That the schools or pupils of two years are not much the same, where it is so."""
    if not any(starmap(much_changed, zip(now, before, strict=True))):
        return []
    text = _(
        "จำนวนที่สอบต่างจากปีก่อนมาก: %(schools)s โรงเรียน %(pupils)s คน "
        "ปีก่อน %(schools_before)s โรงเรียน %(pupils_before)s คน"
    )
    said = {"schools": now.schools, "pupils": now.pupils}
    told = {"schools_before": before.schools, "pupils_before": before.pupils}
    return [_sentence(text, **{name: f"{n:,}" for name, n in (said | told).items()})]


def _link(number: Linked) -> str | SafeString:
    if not number.url:
        return marks(number.value)
    return format_html('<a href="{}">{}</a>', number.url, marks(number.value))


def _sentence(text: str, **said: str | SafeString) -> SafeString:
    """A sentence with its places filled in; what is no link is escaped."""
    parts = _PLACE.split(text)
    filled = ((said[part] if place % 2 else part,) for place, part in enumerate(parts))
    return format_html_join("", "{}", filled)
