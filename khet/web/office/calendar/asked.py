"""Which month a calendar shows, and whose duties and meetings."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from khet.records.office.queries.agenda import (
    duties_of_area,
    duties_of_units,
    own_meetings,
)
from khet.records.office.queries.owners import owned
from khet.records.registry.access import SEE_WORK
from khet.rules.months import month_of, parse_month
from khet.web.office.meetings.asked import Desk
from khet.web.office.monthly.words import month_name
from khet.web.parts.agenda import MINE, OFFICE, UNITS
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

MONTH, LIST = "month", "list"
_SUNDAY = 6


@dataclass
class Asked:
    """A month, whose calendar, how it is shown, for a viewer.

    Raises:
        NotHereError: the address names what is no month.
        PermissionDenied: it asks for others' duties, which the viewer doesn't see.
    """

    viewer: Viewer
    address: Mapping[str, str]

    def __post_init__(self) -> None:
        told = self.address.get("month", "")
        try:
            self.month = parse_month(told) if told else month_of(self.viewer.today)
        except ValueError:
            nearest = Nearest(_("เดือนนี้"), reverse("office:calendar"))
            raise NotHereError(_("ไม่มีเดือนนี้ในปฏิทิน"), [nearest]) from None
        self.whose = self.address.get("of") or MINE
        if self.whose not in self.choices:
            raise PermissionDenied
        self.view = LIST if self.address.get("view") == LIST else MONTH

    @cached_property
    def choices(self) -> dict[str, str]:
        """Whose calendar the viewer may choose, in words."""
        scope, words = self.viewer.scope, {MINE: _("ของฉัน")}
        if scope.may(SEE_WORK):
            words[UNITS] = _("ของโรงเรียน") if self.viewer.at_school else _("ของกลุ่ม")
        if scope.may_everywhere(SEE_WORK):
            words[OFFICE] = _("ทั้งสำนักงาน")
        return words

    @property
    def weeks(self) -> list[list[date]]:
        """The weeks of the month from Sunday to Saturday, with days of its neighbours."""
        return Calendar(_SUNDAY).monthdatescalendar(self.month.first.year, self.month.number)

    @cached_property
    def owned(self) -> Q:
        """The duties that the calendar shows."""
        viewer = self.viewer
        if self.whose == OFFICE:
            return duties_of_area(viewer.area)
        if viewer.user is None:
            raise PermissionDenied
        own = owned(viewer.office_sight, viewer.roles)
        if self.whose == MINE:
            return own
        schools = viewer.scope.reach.get(SEE_WORK) or frozenset()
        return own | duties_of_units(viewer.office_sight.units, schools)

    @cached_property
    def meetings(self) -> Q:
        """The meetings that the calendar shows."""
        sight = self.viewer.office_sight
        if self.whose == OFFICE:
            return Desk(self.viewer).seen("body__")
        own = own_meetings(sight)
        hosted = Q(host__in=sight.units, body__closed=False)
        return own if self.whose == MINE else own | hosted

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The choices of whose: words, address, and whether it is the one that is shown."""
        return [(word, self.url(of=key), key == self.whose) for key, word in self.choices.items()]

    @property
    def name(self) -> str:
        """The month in words: ``พฤศจิกายน 2569``."""
        return month_name(self.month)

    @property
    def before(self) -> str:
        """The address of the month before."""
        return self.url(month=self.month.plus(-1).key)

    @property
    def after(self) -> str:
        """The address of the month after."""
        return self.url(month=self.month.plus(1).key)

    @property
    def now(self) -> str:
        """The address of the month of today."""
        return self.url(month=month_of(self.viewer.today).key)

    @property
    def as_month(self) -> str:
        """The address of the same as a month."""
        return self.url(view=MONTH)

    @property
    def as_list(self) -> str:
        """The address of the same as a list."""
        return self.url(view=LIST)

    def url(self, **more: str) -> str:
        """The same calendar with something else."""
        asked = {"month": self.month.key, "of": self.whose, "view": self.view, **more}
        return f"{reverse('office:calendar')}?{urlencode(asked)}"
