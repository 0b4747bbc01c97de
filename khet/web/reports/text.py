"""The text of a report as it stands beside its findings: its lines, with what is found in them."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from khet.records.reports.models import ReportFinding
from khet.rules.checking.reading.stream import Line

PER_LEAF = 5_000


@dataclass(frozen=True)
class Shown:
    """A line; ``found`` are the findings in it, ``page`` is told where a page begins.

    ``further`` are the numbers of the printed lines that go on in it.
    """

    line: Line
    text: SafeString
    page: int | None
    found: Sequence[ReportFinding]
    further: Sequence[int] = ()


class Text:
    """A report's lines, in leaves where it is long."""

    def __init__(self, lines: Sequence[Line], findings: Sequence[ReportFinding]) -> None:
        self._lines = lines
        self._starts = [line.number for line in lines[::PER_LEAF]]
        self._found: dict[int, list[ReportFinding]] = defaultdict(list)
        first = {n: line.number for line in lines for _start, n, _page in line.breaks}
        for one in findings:
            self._found[first.get(one.line, one.line)].append(one)

    @property
    def leaves(self) -> range:
        """The numbers of the leaves."""
        return range(1, len(self._starts) + 1)

    def leaf_of(self, line: int) -> int:
        """On which leaf a line stands."""
        return max(bisect_right(self._starts, line), 1)

    def leaf(self, number: int) -> list[Shown]:
        """The lines of a leaf."""
        shown, page = [], None
        for line in self._lines[(number - 1) * PER_LEAF : number * PER_LEAF]:
            found = self._found.get(line.number, ())
            begins = line.page if line.page != page else None
            further = [n for _start, n, _page in line.breaks]
            shown.append(Shown(line, marked(line.text, found), begins, found, further))
            page = line.page
        return shown


def marked(text: str, found: Sequence[ReportFinding]) -> SafeString:
    """A line's words with what is printed wrong in them marked."""
    if not found or not (printed := found[0].printed) or printed not in text:
        return conditional_escape(text)
    before, _printed, after = text.partition(printed)
    return format_html("{}<mark>{}</mark>{}", before, printed, after)


def linked(message: str, files: Mapping[str, str]) -> SafeString:
    """What is said between files, each place that it names of one ("ก.txt บรรทัด 4") a link to it.

    Args:
        message: as ``rules.checking.restated`` says it.
        files: the addresses of the files by their names; they have a query.
    """
    if not files:
        return conditional_escape(message)
    names = "|".join(map(re.escape, sorted(files, key=len, reverse=True)))
    pieces = re.split(rf"(?:^|(?<=แต่ ))({names}) บรรทัด (\d+)", message)
    places = [
        (f"{files[name]}&line={n}#l{n}", f"{name} บรรทัด {n}", after)
        for name, n, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
    ]
    return conditional_escape(pieces[0]) + format_html_join("", '<a href="{}">{}</a>{}', places)
