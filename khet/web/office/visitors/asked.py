"""Which visitors an address asks for, and who may see them."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.models import Visitor
from khet.records.office.queries.visitors import of_purpose, visitors_between
from khet.records.registry.access import ALLOW_SERVICES, KEEP_SERVICES
from khet.rules.calendar import fiscal_year
from khet.rules.months import fiscal_months, parse_month
from khet.rules.thai import arabic_digits
from khet.rules.visitors import OTHER, PURPOSES
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

_FAR = 20


@dataclass
class Counter:
    """The reader before the visitors of the office: who keeps its services, and its heads."""

    viewer: Viewer

    @cached_property
    def keeps(self) -> bool:
        """Whether the reader takes visitors in."""
        return self.viewer.scope.may_everywhere(KEEP_SERVICES)


def counter_of(request: HttpRequest, keep: bool = False) -> Counter:
    """The counter of a reader who sees visitors, or takes them in.

    Raises:
        PermissionDenied: the reader doesn't.
    """
    counter = Counter(viewer_of(request))
    heads = counter.viewer.scope.may_everywhere(ALLOW_SERVICES)
    if not counter.keeps and (keep or not heads):
        raise PermissionDenied
    return counter


@dataclass(frozen=True)
class Asked:
    """Days and a purpose that an address asks for, and what they are called."""

    first: date
    last: date
    told: str
    purpose: str = ""
    given: dict[str, str] = field(default_factory=dict)

    def found(self, counter: Counter) -> QuerySet[Visitor]:
        """Who came then, for that."""
        found = visitors_between(counter.viewer.area, self.first, self.last)
        return of_purpose(found, self.purpose) if self.purpose else found

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        return urlencode(self.given)


def asked(request: HttpRequest, today: date) -> Asked:
    """What the address asks for: a day, a month or a fiscal year, and a purpose; else today.

    Raises:
        NotHereError: it names what isn't there.
    """
    given = {
        name: value
        for name in ("day", "month", "year", "purpose")
        if (value := request.GET.get(name, ""))
    }
    try:
        first, last, told = _days(given, today)
    except ValueError:
        raise _not_here() from None
    purpose = given.get("purpose", "")
    if abs(first.year - today.year) > _FAR or purpose not in ("", *PURPOSES, OTHER):
        raise _not_here()
    return Asked(first, last, told, purpose, given)


def year_asked(request: HttpRequest, today: date) -> int:
    """The fiscal year (BE) that the address asks for, else that of today.

    Raises:
        NotHereError: it names none of these times.
    """
    this = fiscal_year(today).be
    try:
        year = _year(request.GET.get("year", str(this)))
    except ValueError:
        raise _not_here() from None
    if abs(year - this) > _FAR:
        raise _not_here()
    return year


def _days(given: dict[str, str], today: date) -> tuple[date, date, str]:
    if month := given.get("month"):
        found = parse_month(month)
        return found.first, found.last, found.named()
    if year := given.get("year"):
        months = fiscal_months(_year(year))
        return months[0].first, months[-1].last, _("ปีงบประมาณ %(year)s") % {"year": _year(year)}
    day = date.fromisoformat(given["day"]) if "day" in given else today
    return day, day, be_date(day)


def _year(text: str) -> int:
    digits = arabic_digits(text)
    if len(digits) != len("2569") or not digits.isascii():
        raise ValueError(text)
    return int(digits)


def _not_here() -> NotHereError:
    near = Nearest(_("ผู้มาติดต่อวันนี้"), reverse("office:visitors"))
    return NotHereError(_("ไม่มีรายการนี้ในสมุดผู้มาติดต่อ"), [near])
