"""Forms that filter a list: their choices, and what was chosen as an address and in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext

Choices = Iterable[tuple[str, str]]
Grouped = Iterable[tuple[str, str | Sequence[tuple[str, str]]]]
"""Choices, some of them under a heading."""


def choose(form: forms.Form, name: str, choices: Grouped) -> None:
    """Let a field of a form offer these choices."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class FilterForm(forms.Form):
    """Filters of a list; what stands in ``start`` is no filter, an empty choice otherwise."""

    start: ClassVar[Mapping[str, str]] = {}

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, label_suffix="")

    def offer(self, name: str, choices: Choices) -> None:
        """Let a field offer these choices, and all of them."""
        choose(self, name, [("", gettext("ทั้งหมด")), *choices])

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that were chosen."""
        told = self.cleaned_data.items()
        return {name: value for name, value in told if value != self.start.get(name, "")}

    @property
    def query(self) -> str:
        """The filters that were chosen, as the end of an address."""
        return urlencode(self.chosen)

    @property
    def told(self) -> list[str]:
        """The filters that were chosen, in words."""
        return [f"{self.fields[n].label}: {self._word(n, v)}" for n, v in self.chosen.items()]

    def _word(self, name: str, value: str) -> str:
        field = self.fields[name]
        known = dict(cast(Choices, field.choices)) if isinstance(field, forms.ChoiceField) else {}
        return str(known.get(value, value))
