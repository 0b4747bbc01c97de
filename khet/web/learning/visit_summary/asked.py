"""The summary that an address asks for: its time, its schools in groups, and what is counted."""

from dataclasses import replace
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.learning.access import seen_visits
from khet.records.learning.queries.visit_summary import (
    Key,
    Span,
    instruments_used,
    state_of,
    tallies_of,
    visit_tallies,
)
from khet.records.office.models import Instrument
from khet.records.registry.access import SEE_VISITS
from khet.rules.calendar import fiscal_year
from khet.rules.months import Month, fiscal_months
from khet.rules.thai import arabic_digits, sort_key
from khet.rules.visit_summary import Line, Tally, line_of
from khet.web.learning.visit_summary.forms import TOPIC, SummaryForm
from khet.web.learning.visit_summary.groups import Group, Schools, unknown_name
from khet.web.parts.viewer import Viewer

_YEARS = 10


class Summary:
    """The summary as one person asks for it."""

    def __init__(self, viewer: Viewer, asked: QueryDict) -> None:
        viewer.require(SEE_VISITS)
        if viewer.at_school or viewer.user is None:
            raise PermissionDenied
        self.viewer, self._seen = viewer, seen_visits(viewer.scope, viewer.user)
        self._asked = {name: arabic_digits(str(value)) for name, value in asked.items()}

    @cached_property
    def state(self) -> tuple[int | None, ...]:
        """What changes with every event about visits, about duties and of the registers."""
        return state_of(self.viewer.area)

    @cached_property
    def instruments(self) -> list[Instrument]:
        """The instruments that visits were filled in with."""
        return list(instruments_used(self.viewer.area))

    @cached_property
    def form(self) -> SummaryForm:
        """What is asked, looked at; this fiscal year (BE) and those before can be chosen."""
        this = fiscal_year(self.viewer.today).be
        form = SummaryForm(self._asked, range(this, this - _YEARS, -1), self.instruments)
        form.is_valid()
        return form

    @property
    def by(self) -> str:
        """By which groups."""
        return str(self.form.cleaned_data["by"])

    @cached_property
    def instrument(self) -> Instrument | None:
        """The instrument that is chosen."""
        chosen = self.form.cleaned_data["instrument"]
        return next((one for one in self.instruments if str(one.pk) == chosen), None)

    @cached_property
    def months(self) -> tuple[Month, Month]:
        """From which month to which."""
        if self.form.months:
            return self.form.months
        chosen = self.form.cleaned_data["year"]
        year = fiscal_months(int(chosen) if chosen else fiscal_year(self.viewer.today).be)
        return year[0], year[-1]

    @property
    def span(self) -> Span:
        """What is counted."""
        first, last = self.months
        topics = self.by == TOPIC
        return Span(self._seen, first.first, last.last, self.viewer.today, topics)

    @property
    def period(self) -> str:
        """The time in words."""
        first, last = self.months
        year = fiscal_months(last.be)
        if (first, last) == (year[0], year[-1]):
            return _("ปีงบประมาณ %(year)s") % {"year": last.be}
        if first == last:
            return first.named()
        return _("%(first)s ถึง %(last)s") % {"first": first.named(), "last": last.named()}

    @cached_property
    def register(self) -> Schools:
        """The schools of the area at the end of the time."""
        last = min(self.viewer.today, self.months[1].last)
        return Schools(self.viewer, last, self.state[-1])

    @cached_property
    def tallies(self) -> list[tuple[Key, Tally]]:
        """What is counted, by school and topic."""
        return tallies_of(self.span)

    @cached_property
    def schools(self) -> frozenset[int]:
        """The schools that the summary is of."""
        return self.register.asked({school for (school, _topic), _tally in self.tallies})

    @cached_property
    def groups(self) -> list[Group]:
        """The lines, those that aren't known last."""
        if self.by != TOPIC:
            return self.register.grouped(self.by, self.schools)
        names = {topic or "" for (_school, topic), _tally in self.tallies}
        order = sorted(names, key=lambda name: (not name, sort_key(name)))
        return [Group(name, name or unknown_name(TOPIC), self.schools) for name in order]

    @cached_property
    def whole(self) -> Group:
        """All schools."""
        return Group("", _("รวม"), self.schools)

    def line(self, group: Group) -> Line:
        """What a group comes to."""
        has = self.has
        return line_of(group.schools, ((s, one) for (s, t), one in self.tallies if has(group, t)))

    def has(self, group: Group, topic: str | None) -> bool:
        """Whether what has that topic stands in the line of a group."""
        return self.by != TOPIC or (topic or "") == group.key

    @cached_property
    def total(self) -> Line:
        """What all schools come to: a visit counts once, however many topics it has."""
        tallies = self.tallies
        if self.by == TOPIC:
            findings = [(key, one.of_findings) for key, one in tallies]
            tallies = [*visit_tallies(replace(self.span, by_topic=False)), *findings]
        return line_of(self.schools, ((school, one) for (school, _topic), one in tallies))

    def url(self, name: str, **more: str) -> str:
        """The address of a page of the summary with what is asked now."""
        query = urlencode({**self.form.chosen, **more})
        return f"{reverse(f'learning:{name}')}?{query}".rstrip("?")
