"""Programmes of the demonstration: how many schools is printed, which ones is made up."""

from collections.abc import Iterator

import numpy as np

from khet.jobs.demo.area import DemoArea, rows
from khet.jobs.demo.sizes import SEED, YEARS
from khet.records.registry.actions.programmes import ProgrammeEntry
from khet.rules.sizes import size_class

_MADE_UP = "รายชื่อโรงเรียนสมมติขึ้น"


def programme_entries(area: DemoArea) -> Iterator[ProgrammeEntry]:
    """As many public schools in each programme as are printed, drawn from those it is for."""
    for place, row in enumerate(rows("programmes")):
        codes = _meant(area, row["choose"])
        order = np.random.default_rng([SEED, place]).permutation(len(codes))
        for index in sorted(order[: int(row["schools"])].tolist()):
            yield ProgrammeEntry(row["name"], codes[index], YEARS[-1], part=_MADE_UP)


def _meant(area: DemoArea, choose: str) -> list[str]:
    """The schools that a programme is for: ``any``, ``small`` ones, or with ``pre_primary``."""
    totals: dict[str, int] = {}
    early = set()
    for row in area.enrolment:
        if row.academic_year == YEARS[-1]:
            totals[row.school] = totals.get(row.school, 0) + row.pupils
            early |= {row.school} if row.grade.startswith("K") else set()
    small = {code for code, n in totals.items() if size_class(n, YEARS[-1]) == "small"}
    meant = {"any": set(totals), "small": small, "pre_primary": early}[choose]
    return [school.code for school in area.schools if school.code in meant]
