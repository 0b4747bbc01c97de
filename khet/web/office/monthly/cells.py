"""The cells of the grid, drawn from a few kinds of them: there are more than a thousand."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from khet.rules.month_grid import LATER, Standing
from khet.rules.months import Month
from khet.web.office.monthly.words import month_name, standing_words


class Cells:
    """Draws the cells of schools; ``shown`` is the month that narrow screens show."""

    def __init__(self, shown: Month) -> None:
        self._shown = shown
        self._address = reverse("office:duty", args=[0]).removesuffix("0")
        self._kinds: dict[tuple[Standing, bool], tuple[str, str]] = {}

    def of(
        self, stands: Mapping[str, Standing], duties: Mapping[str, int], months: Iterable[Month]
    ) -> SafeString:
        """The cells of a school; a duty's (its key) opens its page."""
        cells = [self._cell(stands[m.key], m == self._shown, duties.get(m.key)) for m in months]
        return mark_safe("".join(cells))  # noqa: S308  # nosec B308 B703  # numbers between parts of format_html

    def _cell(self, stands: Standing, shown: bool, duty: int | None) -> str:
        kind = (stands, shown)
        if kind not in self._kinds:
            self._kinds[kind] = self._parts(stands, shown)
        start, told = self._kinds[kind]
        if duty is None:
            return f"{start}{told}</td>"
        return f'{start}<a href="{self._address}{duty}">{told}</a></td>'

    def _parts(self, stands: Standing, shown: bool) -> tuple[str, str]:
        label = month_name(self._shown, short=True)
        start = format_html(
            '<td class="{}" data-label="{}">' if shown else '<td class="{}">',
            f"{stands.key} now" if shown else stands.key,
            label,
        )
        told = standing_words(stands) if stands.key != LATER else "–"
        return start, format_html("{}", told)
