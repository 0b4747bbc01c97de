"""Numbers, dates, colours and words of a page. Loaded into every template."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from khet.rules.calendar import BUDDHIST_ERA, thai_date
from khet.rules.clock import clock, clock_span
from khet.rules.colours import Band
from khet.rules.meetings import span_told
from khet.rules.rounding import half_up_decimal

register = template.Library()
MINUS = "\u2212"


@register.filter
def marks(value: Decimal | int | None, places: int = 2) -> str | SafeString:
    """A number with that many decimals, or the words for not known."""
    if value is None:
        return format_html('<span class="none">{}</span>', gettext("ไม่มีข้อมูล"))
    return f"{half_up_decimal(Decimal(value), places):,}".replace("-", MINUS)


@register.filter
def signed(value: Decimal | int | None) -> str | SafeString:
    """A difference with its sign and 2 decimals: ``+2.19``, ``−3.62``."""
    return f"+{marks(value)}" if value is not None and value > 0 else marks(value)


@register.filter
def exact(value: Any) -> str | SafeString:
    """A value as it was computed, with thousands apart; text stays as it is."""
    if value is None:
        return marks(None)
    return f"{value:,}".replace("-", MINUS) if isinstance(value, Decimal | int) else str(value)


@register.filter
def be_date(day: date | datetime) -> str:
    """A day in the Buddhist era: ``20 พฤศจิกายน 2569``."""
    local = timezone.localdate(day) if isinstance(day, datetime) else day
    if get_language() == "th":
        return thai_date(local)
    return f"{local.day} {local:%B} {local.year + BUDDHIST_ERA} BE"


@register.filter
def short_date(day: date | datetime) -> str:
    """A day in the Buddhist era with a short month: ``20 พ.ย. 2569``."""
    local = timezone.localdate(day) if isinstance(day, datetime) else day
    if get_language() == "th":
        return thai_date(local, short=True)
    return f"{local.day} {local:%b} {local.year + BUDDHIST_ERA}"


@register.filter
def hour(at: datetime) -> str:
    """A time of day: ``06.30 น.``."""
    local = timezone.localtime(at)
    return clock(local.time()) if get_language() == "th" else f"{local:%H:%M}"


@register.filter
def days_told(begins: date, ends: date) -> str:
    """The days of something: ``23–24 เมษายน 2557``."""
    if get_language() == "th":
        return span_told(begins, ends)
    return " – ".join(be_date(day) for day in dict.fromkeys((begins, ends)))


def hours(starts: time | None, finishes: time | None = None) -> str:
    """From when to when: ``09.00–12.00 น.``; empty where not known."""
    if get_language() == "th":
        return clock_span(starts, finishes)
    return "–".join(f"{hour:%H:%M}" for hour in (starts, finishes) if hour)


@register.simple_tag
def badge(band: Band) -> SafeString:
    """A quality colour with its word, shape and tint."""
    return format_html('<span class="badge {}">{}</span>', band.key, gettext(band.th))


@register.filter
def words(text: str) -> str:
    """A Thai term of the rules in the language of the page."""
    return gettext(text) if text else ""


@register.filter
def percent(hundredths: int) -> str:
    """Whole hundredths as a percent: ``2999`` → ``29.99``."""
    return f"{hundredths / 100:.2f}"


@register.filter
def shown(value: Decimal | int) -> str | SafeString:
    """A figure's value as tables show it: decimals with 2 places, counts whole."""
    return marks(value) if isinstance(value, Decimal) else exact(value)


@register.filter
def shown_or_none(value: Decimal | int | None) -> str | SafeString:
    """A figure's value as tables show it, or the words for not known."""
    return marks(None) if value is None else shown(value)


@register.simple_tag
def number(linked: Any, label: str, with_sign: bool = False) -> SafeString:
    """The cell of a number that opens to its figure; on a phone its label stands beside it.

    ``linked`` has a ``value`` and its ``url``.
    """
    cell = '<td class="num" data-label="{}">{}</td>'
    return format_html(cell, label, opened(linked, with_sign))


@register.simple_tag
def opened(linked: Any, with_sign: bool = False) -> SafeString:
    """A number that opens to its figure, or that it is kept back because pupils are few."""
    if linked.few:
        return few(linked.few)
    told = signed(linked.value) if with_sign else shown_or_none(linked.value)
    return format_html('<a href="{}">{}</a>', linked.url, told)


@register.filter
def few(least: int) -> SafeString:
    """That a value is kept back: it rests on fewer pupils than ``least``."""
    return format_html('<span class="none" title="{}">{}</span>', why_few(least), few_words(least))


def few_words(least: int) -> str:
    """What stands in place of a value: ``น้อยกว่า 5 คน``."""
    return gettext("น้อยกว่า %(few)s คน") % {"few": least}


@register.filter
def why_few(least: int) -> str:
    """Why a value of few pupils is kept back."""
    told = gettext("มีคะแนน หรือไม่ได้นับรวม น้อยกว่า %(few)s คน ผู้ที่เห็นได้คือโรงเรียนและศึกษานิเทศก์ที่ดูแลเท่านั้น")
    return told % {"few": least}


@register.filter
def beside(values: Sequence[Any], labels: Sequence[str]) -> list[tuple[str, Any]]:
    """Each value with its column's heading."""
    return list(zip(labels, values, strict=True))


@register.filter
def page_numbers(leaf: Page[Any]) -> Iterator[int | str]:
    """The pages of a list by number: the first, the last, those near this one; else ``…``."""
    return leaf.paginator.get_elided_page_range(leaf.number)
