"""The filters of the lists of minutes, instructions and recommendations."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Body, Instruction, Meeting, Minutes
from khet.records.office.queries.instructions import Followed, of_unit
from khet.records.registry.models import Unit
from khet.rules.thai import tidy
from khet.web.office.minutes.words import instruction_states, state_word
from khet.web.parts.filter_form import FilterForm

_THAI = forms.Select({"lang": "th"})
_UNWRITTEN = Q(minutes__isnull=True) | Q(minutes__state=Minutes.State.DRAFT)


class Chosen(FilterForm):
    """Filters that fall back to all where the address names what isn't there."""

    body = forms.ChoiceField(label=_("คณะ"), required=False, widget=_THAI)

    def offer_bodies(self, bodies: Iterable[Body]) -> None:
        """The bodies to choose from."""
        self.offer("body", [(str(body.pk), str(body)) for body in bodies])

    def asked(self, name: str) -> str:
        """What was chosen; empty where that isn't offered."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class MinutesFilters(Chosen):
    """Which minutes."""

    state = forms.ChoiceField(label=_("สถานะ"), required=False)

    def __init__(self, data: Mapping[str, Any], seen: QuerySet[Meeting]) -> None:
        super().__init__(data)
        bodies = Body.objects.filter(pk__in=seen.order_by().values("body"))
        self.offer_bodies(bodies.order_by("sort_key"))
        self.offer("state", [(state.value, state_word(state)) for state in Minutes.State])

    def choose(self, seen: QuerySet[Meeting]) -> QuerySet[Meeting]:
        """Those that pass."""
        body, state = self.asked("body"), self.asked("state")
        found = seen.filter(body=int(body)) if body else seen
        if state == Minutes.State.DRAFT:
            return found.filter(_UNWRITTEN)
        return found.filter(minutes__state=state) if state else found

    def counts(self, seen: QuerySet[Meeting]) -> list[tuple[str, str, int]]:
        """The states with how many meetings are in each."""
        counted = seen.order_by().aggregate(
            draft=Count("pk", filter=_UNWRITTEN),
            **{
                state.value: Count("pk", filter=Q(minutes__state=state))
                for state in Minutes.State
                if state != Minutes.State.DRAFT
            },
        )
        return [(state.value, state_word(state), counted[state]) for state in Minutes.State]


class InstructionFilters(Chosen):
    """Which instructions."""

    q = forms.CharField(label=_("คำในข้อสั่งการ"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("สถานะ"), required=False)
    group = forms.ChoiceField(label=_("กลุ่มที่รับผิดชอบ"), required=False, widget=_THAI)
    field_order = ("q", "body", "group", "state")

    def __init__(
        self, data: Mapping[str, Any], bodies: Iterable[Body], groups: Iterable[Unit]
    ) -> None:
        super().__init__(data)
        self._groups = {group.code: group for group in groups}
        self.offer_bodies(bodies)
        self.offer("group", [(code, str(group)) for code, group in self._groups.items()])
        self.offer("state", instruction_states().items())

    def choose(self, seen: QuerySet[Instruction]) -> QuerySet[Instruction]:
        """Those that pass, but for their state."""
        body, group, words = (self.asked(name) for name in ("body", "group", "q"))
        found = seen.filter(meeting__body=int(body)) if body else seen
        found = of_unit(found, self._groups[group]) if group else found
        return found.filter(text__icontains=tidy(words)) if words else found

    def in_state(self, found: Iterable[Followed]) -> list[Followed]:
        """Those in the state that was chosen."""
        state = self.asked("state")
        return [one for one in found if state in ("", one.state)]
