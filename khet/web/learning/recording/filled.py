"""A visit's record as its page shows it and takes it: the same forms with or without a signal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from khet.records.learning.actions.visit_records import (
    FindingEntry,
    Looked,
    VisitRecord,
    record_of,
)
from khet.records.learning.models import Visit
from khet.records.learning.queries.recording import (
    findings_to_look_at,
    schools_to_visit,
    usual_topics,
)
from khet.rules.visits import faults_of
from khet.web.learning.recording.answers import Answering, answering
from khet.web.learning.recording.forms import (
    MENDED,
    NOT_YET,
    BeginForm,
    FindingForm,
    FindingSet,
    LookedForm,
    RecordForm,
    looked_prefix,
)
from khet.web.learning.visits.words import record_fault
from khet.web.parts.viewer import Viewer

_FINDINGS = "findings"
_LOOKED = looked_prefix(UUID(int=0)).removesuffix(str(UUID(int=0)))


@dataclass
class Filled:
    """The forms of a record; ``begin`` asks for the school of a visit that nobody planned."""

    form: RecordForm
    findings: Any
    looked: list[LookedForm]
    answers: list[Answering] = field(default_factory=list)
    begin: BeginForm | None = None
    planned: date | None = None

    @property
    def parts(self) -> Iterator[forms.BaseForm]:
        """Every form with fields."""
        yield from (self.begin, self.form) if self.begin else (self.form,)
        yield from (*self.looked, *self.findings.forms)

    @property
    def _all_parts(self) -> Iterator[forms.BaseForm]:
        yield from self.parts
        yield from (one.form for one in self.answers if not one.is_blank)

    def is_valid(self, today: date, answered: bool) -> bool:
        """Whether it can be kept; what is wrong is told at its fields.

        Args:
            answered: a picture came, which is a record too, as answers to an instrument are.
        """
        fine = [part.is_valid() for part in (*self.parts, self.findings, *self.answers)]
        answered = answered or not all(one.is_blank for one in self.answers)
        if not all(fine):
            return False
        for fault in faults_of(self.record, today, self.planned, answered):
            part = self._part(fault.field, fault.place)
            name = fault.field if fault.field in part.fields else None
            part.add_error(name, record_fault(fault))
        return not any(part.errors for part in self.parts)

    @property
    def record(self) -> VisitRecord:
        """What was written down, once it is valid."""
        told = self.form.cleaned_data
        return VisitRecord(
            told["day"],
            self.form.all_topics,
            told["strengths"],
            told["advice"],
            told["level"],
            told["follow_up_on"],
            [_entry(one.cleaned_data) for one in self._found],
            [_looked(one) for one in self._seen],
        )

    @property
    def faults(self) -> dict[str, list[str]]:
        """What is wrong, by the name of the field on the page; of no field by an empty name."""
        found: dict[str, list[str]] = {}
        for part in self._all_parts:
            for name, told in part.errors.items():
                field = part.add_prefix(name) if name in part.fields else ""
                found.setdefault(field, []).extend(map(str, told))
        for told in self.findings.non_form_errors():
            found.setdefault("", []).append(str(told))
        return found

    @property
    def told(self) -> list[tuple[str, str]]:
        """What is wrong as the head of the page says it: the field, its label with the fault."""
        return [
            (name, f"{label}: {one}" if (label := self._label(name)) else one)
            for name, told in self.faults.items()
            for one in told
        ]

    def _label(self, name: str) -> str:
        """What a field of the page is called, with the number of the finding that it is of."""
        of_finding = gettext("ข้อค้นพบ %(n)s · %(label)s")
        places = {form: place for place, form in enumerate(self.findings.forms, 1)}
        for part in self._all_parts:
            for key in (key for key in part.fields if part.add_prefix(key) == name):
                label, place = str(part.fields[key].label or ""), places.get(part)
                return of_finding % {"n": place, "label": label} if place else label
        return ""

    @property
    def _found(self) -> list[FindingForm]:
        """The rows of findings that say something and weren't taken out."""
        taken = self.findings.deleted_forms
        return [one for one in self.findings.forms if one.has_changed() and one not in taken]

    @property
    def _seen(self) -> list[LookedForm]:
        return [one for one in self.looked if one.cleaned_data["mended"]]

    def _part(self, field: str, place: int | None) -> forms.Form:
        if place is None:
            return self.form
        return self._seen[place] if field == "note" else self._found[place]


def filled_for(viewer: Viewer, visit: Visit, sent: QueryDict | None) -> Filled:
    """The forms of a visit: with what was sent, or else with what is kept of it."""
    kept, today = record_of(visit) or {}, viewer.today
    planned = [topic.name for topic in visit.topics.all()]
    earlier = findings_to_look_at(visit, _numbers(sent))
    seen = {one["uuid"]: one for one in kept.get("looked", ())}
    form = RecordForm(
        dict.fromkeys([*planned, *usual_topics(visit.area, today)]),
        sent,
        {
            **{name: kept.get(name) for name in ("strengths", "advice", "level")},
            "base": visit.revision,
            "day": _day(kept.get("day")) or _usual_day(visit, today),
            "follow_up_on": _day(kept.get("follow_up_on")),
            "topics": planned,
        },
    )
    looked = [LookedForm(one, sent, _shown(seen.get(str(one.uuid)))) for one in earlier]
    found = [{**one, "due": _day(one["due"])} for one in kept.get("findings", ())]
    planned_on = visit.planned_on or visit.month
    findings = FindingSet(sent, initial=None if sent else found, prefix=_FINDINGS)
    answers = answering(visit, sent, today, viewer.tables)
    return Filled(form, findings, looked, answers, None, planned_on)


def filled_anew(viewer: Viewer, sent: QueryDict | None) -> Filled:
    """The forms of a visit that nobody planned, to any school of the area."""
    area, today = viewer.area, viewer.today
    form = RecordForm(usual_topics(area, today), sent, {"day": today})
    begin = BeginForm(schools_to_visit(area, today), sent)
    return Filled(form, FindingSet(sent, prefix=_FINDINGS), [], [], begin)


def _numbers(sent: QueryDict | None) -> list[UUID]:
    """The earlier findings that were looked at, of what was sent."""
    numbers = []
    for name in sent or ():
        told = name.removeprefix(_LOOKED).removesuffix("-mended")
        if name.startswith(_LOOKED) and name.endswith("-mended") and sent and sent[name]:
            numbers += [UUID(told)] if _is_number(told) else []
    return numbers


def _is_number(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _usual_day(visit: Visit, today: date) -> date:
    planned = visit.planned_on
    return planned if planned and planned <= today else today


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _shown(seen: Mapping[str, Any] | None) -> dict[str, Any]:
    if seen is None:
        return {}
    return {"mended": MENDED if seen["mended"] else NOT_YET, "note": seen["note"]}


def _entry(told: Mapping[str, Any]) -> FindingEntry:
    return FindingEntry(told["uuid"], told["text"], told["action"], told["due"], told["topic"])


def _looked(form: LookedForm) -> Looked:
    told = form.cleaned_data
    return Looked(form.finding.uuid, told["mended"] == MENDED, told["note"])
