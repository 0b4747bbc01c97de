"""The targets that the office set one school, as its page of results shows them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from khet.records.learning.models import Target
from khet.records.learning.queries import targets_of_school
from khet.records.registry.access import SEE_UNANNOUNCED
from khet.rules.gains import gain
from khet.web.learning.asked import address
from khet.web.learning.linked import Linked
from khet.web.learning.study import Study
from khet.web.learning.words import result_title, subject_name


@dataclass(frozen=True)
class OwnLine:
    """A subject's mean of the school, its target, and what lacks to it; not above 0 if reached."""

    name: str
    mean: Linked
    target: Target
    lacks: Decimal | None


def own_targets(study: Study, school: str) -> dict[str, Any]:
    """Context of the part."""
    found = targets_of_school(study.sitting, school)
    office = study.viewer.scope.may(SEE_UNANNOUNCED)
    return {
        "title": result_title(study.file),
        "lines": [_line(study, school, found[s]) for s in study.subjects if s in found],
        "planning_url": address("learning:planning", study.sitting) if office else "",
    }


def _line(study: Study, school: str, target: Target) -> OwnLine:
    subject, row = target.subject, study.row(target.subject, school)
    mean = study.linked(row.mean if row else None, "mean", subject, school)
    lacks = gain(target.value, row.mean if row else None)
    return OwnLine(subject_name(subject), mean, target, lacks)
