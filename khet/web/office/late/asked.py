"""Which late duties an address asks for: of whom, of which kind, how late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Duty
from khet.records.office.queries.late import LateSum, late_duties, late_sums
from khet.records.office.queries.owners import followed
from khet.records.registry.access import SEE_WORK, valid_on
from khet.records.registry.models import Placement, Unit, UnitKind
from khet.records.registry.queries.audit import newest_of
from khet.records.registry.queries.people import holding_units
from khet.rules.deadlines import DEADLINES
from khet.rules.duties import AGES, due_range
from khet.rules.thai import arabic_digits, school_key
from khet.web.office.kinds import duty_name
from khet.web.parts.filter_form import FilterForm
from khet.web.parts.kept import remembered
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

SCHOOLS = "schools"
_OWN = "own-"
_thai_select = partial(forms.Select, attrs={"lang": "th"})


def age_names() -> list[str]:
    """How late, in the order of ``AGES``."""
    return [
        gettext("%(from)s–%(to)s วัน") % {"from": fewest, "to": most}
        if most
        else gettext("เกิน %(n)s วัน") % {"n": fewest - 1}
        for fewest, most in AGES
    ]


@dataclass
class Board:
    """The late duties of the units whose work a person sees."""

    viewer: Viewer

    @cached_property
    def seen(self) -> Q:
        """Which duties: those of the units whose work the person sees."""
        return followed(self.viewer.scope)

    @cached_property
    def units(self) -> list[Unit]:
        """The units that are no schools and whose work the person sees, in Thai order."""
        if not self.viewer.scope.may_everywhere(SEE_WORK):
            return []
        found = holding_units(self.viewer.scope.areas, self.viewer.today)
        return list(found.exclude(kind=UnitKind.SCHOOL))

    @cached_property
    def late(self) -> QuerySet[Duty]:
        """The late duties."""
        return late_duties(self.seen, self.viewer.today)

    @cached_property
    def sums(self) -> list[LateSum]:
        """The late duties counted."""
        return late_sums(self.late, self.viewer.today)


class LateFilters(FilterForm):
    """Which late duties; an empty choice means all."""

    unit = forms.ChoiceField(label=_("กลุ่มหรือหน่วยงาน"), required=False, widget=_thai_select())
    school = forms.CharField(label=_("ชื่อหรือรหัสโรงเรียน"), required=False, max_length=100)
    rule = forms.ChoiceField(label=_("งาน"), required=False)
    age = forms.ChoiceField(label=_("เกินกำหนด"), required=False)

    def __init__(self, data: Mapping[str, Any], board: Board) -> None:
        super().__init__(data)
        self._today = board.viewer.today
        others = [choice for unit in board.units for choice in _choices(unit)]
        self.offer("unit", [*others, (SCHOOLS, gettext("โรงเรียนทั้งหมด"))])
        self.offer("rule", [(code, duty_name(code)) for code in DEADLINES])
        self.offer("age", [(str(place), name) for place, name in enumerate(age_names())])

    def choose(self, duties: QuerySet[Duty]) -> QuerySet[Duty]:
        """Those of the duties that pass, but for how late they are."""
        asked = self.cleaned_data
        if asked["unit"] == SCHOOLS or asked["school"]:
            duties = duties.filter(unit__kind=UnitKind.SCHOOL)
        if asked["unit"] not in ("", SCHOOLS):
            duties = duties.filter(_at(asked["unit"], self._today))
        if asked["school"]:
            named = Q(unit__name__icontains=school_key(asked["school"]))
            duties = duties.filter(named | Q(unit__code=arabic_digits(asked["school"])))
        return duties.filter(rule=asked["rule"]) if asked["rule"] else duties

    def choose_late(self, late: QuerySet[Duty]) -> QuerySet[Duty]:
        """Those of the late duties that pass."""
        asked = self.cleaned_data["age"]
        found = self.choose(late)
        return found.filter(due__range=due_range(int(asked), self._today)) if asked else found


def own_choice(unit: Unit) -> str:
    """What asks for the duties of a unit alone: of a network without those of its schools."""
    return f"{_OWN}{unit.pk}" if unit.kind == UnitKind.NETWORK else str(unit.pk)


def _choices(unit: Unit) -> list[tuple[str, str]]:
    """The choices of a unit: a network with its schools, and alone."""
    if unit.kind != UnitKind.NETWORK:
        return [(str(unit.pk), str(unit))]
    alone = gettext("%(network)s เท่านั้น ไม่รวมโรงเรียน") % {"network": unit}
    both = gettext("%(network)s และโรงเรียนในเครือข่าย") % {"network": unit}
    return [(str(unit.pk), both), (own_choice(unit), alone)]


def _at(choice: str, today: date) -> Q:
    """The duties of the chosen unit; of a network those of its schools too."""
    if choice.startswith(_OWN):
        return Q(unit=choice.removeprefix(_OWN))
    work = Placement.objects.filter(
        valid_on(today), parent=int(choice), hierarchy=Placement.Hierarchy.WORK
    )
    networks = Q(parent__kind=UnitKind.NETWORK)
    return Q(unit=choice) | Q(unit__in=work.filter(networks).values("child"))


def board_of(request: HttpRequest) -> Board:
    """The board of a reader who sees the work of some unit.

    Raises:
        PermissionDenied: the reader sees none.
    """
    viewer = viewer_of(request)
    viewer.require(SEE_WORK)
    return Board(viewer)


def kept_board(request: HttpRequest, draw: Callable[[], SafeString]) -> SafeString:
    """A part of the board as it was drawn for the same units since the last event about duties.

    It is drawn anew each minute all the same: names of owners change without such an event, and of
    two events at once the later one may come to be seen first.
    """
    viewer = board_of(request).viewer
    minute = timezone.now().replace(second=0, microsecond=0)
    seen = viewer.scope.reach[SEE_WORK]
    whose = (viewer.area.pk, None if seen is None else sorted(seen), viewer.today, minute)
    return remembered((request.get_full_path(), whose, newest_of("office.duty")), draw)


def filters_of(request: HttpRequest, board: Board) -> LateFilters:
    """What the address chooses.

    Raises:
        NotHereError: it chooses what isn't there.
    """
    form = LateFilters(request.GET, board)
    if not form.is_valid():
        whole = Nearest(gettext("งานเกินกำหนดทั้งหมด"), reverse("office:late"))
        raise NotHereError(gettext("ไม่มีตัวเลือกนี้ในงานเกินกำหนด"), [whole])
    return form
