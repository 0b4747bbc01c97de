"""The page of a checked report: what was found, beside the text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.jobs.brought_reports import engine
from khet.records.reports.models import CheckedReport, ReportFinding, ReportVersion
from khet.records.reports.queries import (
    compared_versions,
    findings_of,
    lines_of,
    mended_since,
    same_file,
    versions_of,
)
from khet.rules.checking.reading.packed import unpack
from khet.rules.checking.reading.stream import Line
from khet.web.parts.private import private
from khet.web.public.errors import Nearest, NotHereError
from khet.web.reports.asked import ReportDesk, report_desk, report_of
from khet.web.reports.forms import FindingFilters
from khet.web.reports.text import Text
from khet.web.reports.told import counts_of, told_of
from khet.web.reports.words import (
    ALL,
    OPEN,
    checked_told,
    report_url,
    sure_colour,
    sure_names,
    year_name,
)

PER_PAGE = 100
_LEAST_KEPT = 0.3
"""How much of the text of a version must be in the next one to be the same report."""


class Reading:
    """A version of a report as an address asks for it."""

    def __init__(self, request: HttpRequest, desk: ReportDesk, report: CheckedReport) -> None:
        self._asked = request.GET
        self.desk, self.report = desk, report
        self.versions = versions_of(report)

    @cached_property
    def version(self) -> ReportVersion:
        """The version asked for; the newest where none is named.

        Raises:
            NotHereError: there is none of that number.
        """
        asked = self._asked.get("v", "")
        wanted = [one for one in self.versions if asked in ("", str(one.number))]
        if not wanted:
            raise NotHereError(_("ไม่มีฉบับนี้"), [Nearest(_("ฉบับล่าสุด"), report_url(self.report))])
        return wanted[0]

    @cached_property
    def compared(self) -> list[ReportVersion]:
        """The versions that are compared, where it has no file of its own."""
        return [] if self.version.file else compared_versions(self.version)

    @cached_property
    def findings(self) -> list[ReportFinding]:
        """All that was found."""
        return findings_of(self.version)

    @cached_property
    def form(self) -> FindingFilters:
        """The filters.

        Raises:
            NotHereError: one names what isn't there.
        """
        form = FindingFilters(self._asked, {one.kind for one in self.findings})
        if not form.is_valid():
            raise NotHereError(_("ไม่มีตัวกรองนี้"), [Nearest(_("ทุกข้อ"), report_url(self.report))])
        return form

    @cached_property
    def chosen(self) -> list[ReportFinding]:
        """The findings that the filters leave."""
        told = self.form.cleaned_data
        left = [
            one
            for one in self.findings
            if told["kind"] in ("", one.kind)
            and told["sure"] in ("", one.sure)
            and told["show"] in (ALL, one.mark or OPEN)
        ]
        return sorted(left, key=lambda one: one.line) if told["order"] else left

    @cached_property
    def leaf(self) -> Page[ReportFinding]:
        """The page of findings asked for, or the nearest."""
        return Paginator(self.chosen, PER_PAGE).get_page(self._asked.get("page"))

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The text of the version."""
        return unpack(lines_of(self.version))

    @cached_property
    def text(self) -> Text:
        """The lines, with the findings of the page."""
        return Text(self.lines, list(self.leaf))

    def query(self, **other: Any) -> str:
        """The end of an address that asks for the same otherwise."""
        asked = {**self.form.chosen, "v": self._asked.get("v", ""), **other}
        return urlencode({name: value for name, value in asked.items() if value})

    def tabs(self) -> Iterator[tuple[str, str, int, str, bool]]:
        """Findings by mark: code, words, how many, address, whether they are shown."""
        shown = self.form.cleaned_data["show"]
        for code, word, count in counts_of(self.findings):
            query = self.query(show="" if code == OPEN else code)
            yield code, word, count, f"?{query}", code == shown

    def sures(self) -> Iterator[tuple[str, str, int, str]]:
        """Findings by how sure they are: words, colour, how many, address."""
        counted = Counter(one.sure for one in self.findings)
        for sure, word in sure_names().items():
            if counted[sure]:
                query = self.query(kind="", sure=sure, show=ALL)
                yield word, sure_colour(sure), counted[sure], f"?{query}"

    @cached_property
    def before(self) -> ReportVersion | None:
        """The version before, where it is another file."""
        found = [one for one in self.versions if one.number == self.version.number - 1]
        return found[0] if found and not same_file(found[0], self.version) else None

    @cached_property
    def another_text(self) -> bool:
        """Whether little of the version before is in this one: then nothing can be told of it."""
        before = _words(unpack(lines_of(self.before))) if self.before else set()
        return len(before & _words(self.lines)) < len(before) * _LEAST_KEPT

    def mended(self) -> list[ReportFinding]:
        """What was found in the version before and isn't any more."""
        if self.before is None or self.another_text:
            return []
        return mended_since(findings_of(self.before), self.findings)


def _words(lines: Sequence[Line]) -> set[str]:
    return {line.text for line in lines if line.text}


@private
@require_safe
def show_check(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found in a report beside its text."""
    desk = report_desk(request)
    read = Reading(request, desk, report_of(desk, pk))
    return render(request, "reports/check.html", {**_frame(read), **_found(request, read)})


def _frame(read: Reading) -> dict[str, Any]:
    """What stands around the findings."""
    report, version = read.report, read.version
    return {
        "report": report,
        "version": version,
        "versions": read.versions,
        "year": year_name(report.year_kind, report.year),
        "told": checked_told(version.checked, len(read.findings), not version.file),
        "sures": list(read.sures()),
        "compared": read.compared,
        "mended": read.mended(),
        "another_text": read.another_text,
        "owns": read.desk.owns(report),
        "newer_checks": version.current and version.file and version.engine != engine(),
    }


def _found(request: HttpRequest, read: Reading) -> dict[str, Any]:
    """The findings of the page, and the leaf of text asked for or that of the first of them."""
    text = read.text
    number = _leaf_asked(request, read)
    rows = [
        (told_of(one, of=read.compared), _to_leaf(read, text.leaf_of(one.line), number))
        for one in read.leaf
    ]
    leaves = [
        (n, f"?{read.query(leaf=n, page=read.leaf.number)}", n == number) for n in text.leaves
    ]
    return {
        "form": read.form,
        "leaf": read.leaf,
        "tabs": list(read.tabs()),
        "rows": rows,
        "lines": text.leaf(number),
        "leaves": leaves if len(leaves) > 1 else [],
    }


def _leaf_asked(request: HttpRequest, read: Reading) -> int:
    """The leaf of text asked for, that of a line asked for, or that of the first finding."""
    leaf, line = request.GET.get("leaf", ""), request.GET.get("line", "")
    if leaf.isdecimal() and int(leaf) in read.text.leaves:
        return int(leaf)
    if line.isdecimal():
        return read.text.leaf_of(int(line))
    return read.text.leaf_of(read.leaf[0].line) if len(read.leaf) else 1


def _to_leaf(read: Reading, leaf: int, shown: int) -> str:
    """The beginning of links to lines of a leaf: nothing where it is the one shown."""
    return "" if leaf == shown else f"?{read.query(leaf=leaf, page=read.leaf.number)}"
