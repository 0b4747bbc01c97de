"""The proposed plan: schools ranked by what is known of them, spread over months."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from khet.records.learning.queries import main_file
from khet.records.learning.queries.visit_plan import (
    Findings,
    Planned,
    findings_of,
    last_visits,
    planned_in,
    requests_of,
    subdistricts_of,
)
from khet.records.registry.access import PLAN_VISITS
from khet.records.registry.queries.schools import School, public_schools
from khet.rules.calendar import fiscal_year
from khet.rules.months import Month, month_of
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.visit_proposal import Candidate, Ranked, Slot, Terms, ranked, spread
from khet.web.learning.asked import asked_file, subjects_of
from khet.web.learning.board import chosen_schools
from khet.web.learning.study import Study
from khet.web.learning.visit_plan.asked import desk_of
from khet.web.learning.visit_plan.proposal_filters import (
    BareFilters,
    ProposalFilters,
    months_of,
    sitting_key,
    with_sitting,
)
from khet.web.learning.visit_plan.proposal_line import Line
from khet.web.learning.visit_plan.seen_results import SeenResults
from khet.web.learning.visit_plan.words import kept_reason, reason_text
from khet.web.office.monthly.words import month_name
from khet.web.parts.filters import passes
from khet.web.parts.kept import remembered
from khet.web.public.errors import Nearest, NotHereError

_HERE = "learning:visit-proposal"
_NONE = Findings(0, 0)
_AT_LEAST = timedelta(7)
"""So much of a month must be left for visits to be proposed for it, unless it is asked for."""


class Proposal:
    """A proposed plan as one person asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.desk = desk_of(request, PLAN_VISITS)
        self.asked = with_sitting(request.GET)
        self.today = self.desk.viewer.today

    @cached_property
    def study(self) -> Study | None:
        """The sitting that is asked for, by default the newest main test; none without results.

        Raises:
            NotHereError: there is no such sitting.
        """
        files = self.desk.viewer.score_files
        return Study(self.desk.viewer, asked_file(files, self.asked, _HERE)) if files else None

    @cached_property
    def form(self) -> ProposalFilters | BareFilters:
        """The choices.

        Raises:
            NotHereError: one of them isn't there.
        """
        first = month_of(self.today + _AT_LEAST).key
        data = {"first": first, **{n: str(value) for n, value in self.asked.items() if value}}
        form: ProposalFilters | BareFilters
        if self.study is None:
            form = BareFilters(data, self.desk.months)
        else:
            form = self._whole_form(self.study, data)
        if not form.is_valid():
            whole = Nearest(_("เสนอแผนจากข้อมูล"), reverse(_HERE))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในการเสนอแผน"), [whole])
        return form

    def _whole_form(self, study: Study, data: dict[str, str]) -> ProposalFilters:
        data["of"] = sitting_key(study.sitting)
        if data.get("subject") not in (*subjects_of(study.sitting, study.tables), ALL_SUBJECTS):
            data.pop("subject", None)
        listed = [*study.visible.values(), *self.desk.plannable.values()]
        form = ProposalFilters(data, study.sitting, listed, study.tables)
        form.offer_when(self.desk.months, self.desk.viewer.score_files)
        return form

    @property
    def said(self) -> Mapping[str, str]:
        """What was chosen."""
        return self.form.cleaned_data

    @cached_property
    def months(self) -> list[Month]:
        """The months that are proposed for."""
        return months_of(self.said, self.desk.months)

    @cached_property
    def terms(self) -> Terms:
        """The points and capacity of the first month's fiscal year."""
        return self.desk.terms(fiscal_year(self.months[0].first).be)

    @cached_property
    def results(self) -> list[SeenResults]:
        """The main test over all subjects, and what is asked for where that is another."""
        if self.study is None:
            return []
        asked = SeenResults(self.study, self.said["subject"])
        file = main_file(self.desk.viewer.score_files, self.study.year)
        if file is None or (file.pk == self.study.file.pk and asked.subject == ALL_SUBJECTS):
            return [asked]
        main = self.study if file.pk == self.study.file.pk else Study(self.desk.viewer, file)
        return [asked, SeenResults(main, ALL_SUBJECTS)]

    @cached_property
    def about(self) -> dict[str, str]:
        """The names of these results by key."""
        return {one.key: one.label for one in self.results}

    @cached_property
    def _matching(self) -> list[str]:
        """The codes of the schools that the choices ask for."""
        study, said = self.study, self.said
        if study and said["colour"]:
            return [one.code for one in chosen_schools(study, study.visible, said)]
        known = public_schools(self.desk.plannable) | (study.visible if study else {})
        return [code for code, one in known.items() if passes(one, said)]

    @cached_property
    def chosen(self) -> dict[str, School]:
        """Those of them to which the person plans visits today, by code."""
        may = self.desk.plannable
        return {code: may[code] for code in self._matching if code in may}

    @property
    def left_out(self) -> int:
        """How many the choices ask for that can't be planned: closed, or another's schools."""
        return len(self._matching) - len(self.chosen)

    @property
    def missing_few(self) -> str:
        """Which schools the choices can't find, in words: those whose colour is kept back."""
        study, said = self.study, self.said
        return study.without_few(said["subject"], study.visible) if study and said["colour"] else ""

    @cached_property
    def last(self) -> dict[str, date]:
        """The last visits, by school."""
        return last_visits(self.desk.seen)

    @cached_property
    def places(self) -> dict[str, str]:
        """The sub-districts, by school."""
        area, today, registers = self.desk.area, self.today, self.desk.viewer.registers
        key = ("sub-districts today", area.pk, today, registers)
        return remembered(key, lambda: subdistricts_of(area, today))

    @cached_property
    def ranked(self) -> list[Ranked]:
        """The schools with why, the first to be visited first."""
        findings, asked = findings_of(self.desk.area, self.today), requests_of(self.desk.area)
        found = [
            Candidate(
                code,
                school.sort_key,
                school.network_code or "",
                self.places.get(code, ""),
                tuple(told for one in self.results if (told := one.of(code))),
                self.last.get(code),
                findings.get(code, _NONE).open,
                findings.get(code, _NONE).late,
                asked.get(code, 0),
            )
            for code, school in self.chosen.items()
        ]
        return ranked(found, self.terms, self.today)

    @cached_property
    def _planned(self) -> list[Planned]:
        return planned_in(self.desk.area, self.months)

    @cached_property
    def coming(self) -> dict[str, Month]:
        """The schools that have a visit to come in the months already, with the first of these."""
        return {one.school: one.month for one in self._planned if one.to_come}

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """When and by whom the schools are proposed to be visited; not those planned already."""
        leads = {network: user.pk for network, user in self.desk.supervisors.items()}
        free = [one for one in self.ranked if one.school.code not in self.coming]
        taken = Counter((one.lead, one.month) for one in self._planned)
        return spread(free, self.months, leads, taken, self.terms.capacity)

    @cached_property
    def lines(self) -> list[Line]:
        """The schools as the page shows them."""
        return [self._line(one) for one in self.ranked]

    def _line(self, one: Ranked) -> Line:
        code, slot = one.school.code, self.slots.get(one.school.code)
        coming = self.coming.get(code)
        return Line(
            self.chosen[code],
            one.school.subdistrict,
            one.points,
            [reason_text(reason, self.about, self.year) for reason in one.reasons],
            [(told.label, told.study.cell(told.subject, code)) for told in self.results],
            self._notes(code),
            self.last.get(code),
            slot,
            month_name(coming) if coming else "",
            self.chosen[slot.beside].name if slot and slot.beside else "",
        )

    @property
    def year(self) -> int:
        """The academic year of the colours."""
        return self.study.year if self.study else fiscal_year(self.today).be

    def _notes(self, code: str) -> list[str]:
        found = [note for told in self.results if (note := told.mark(code))]
        if self.chosen[code].network_code not in self.desk.supervisors:
            found.append(_("เครือข่ายนี้ยังไม่มีศึกษานิเทศก์ผู้รับผิดชอบ"))
        return list(dict.fromkeys(found))

    @cached_property
    def others(self) -> dict[str, School]:
        """The other schools to which the person plans visits."""
        plannable = self.desk.plannable.items()
        return {code: one for code, one in plannable if code not in self.chosen}

    def reasons(self, code: str) -> list[dict[str, Any]]:
        """Why a school is visited, as the visit keeps it."""
        one = next((one for one in self.ranked if one.school.code == code), None)
        secret = {told.key for told in self.results if told.is_secret(code)}
        with override("th"):
            titles = {told.key: told.title for told in self.results}
        return [
            kept_reason(reason, titles, self.year, reason.about in secret)
            for reason in (one.reasons if one else ())
        ]
