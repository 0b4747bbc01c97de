"""What a change of a table would do, computed from the office's own results and registers."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from khet.figures.results import Results
from khet.jobs.school_rewards import earned
from khet.jobs.sitting_results import parameters_now, results_by
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import current_score_files
from khet.records.registry.models import Unit
from khet.records.registry.queries.schools import pupils_by_year
from khet.rules.limits import terms
from khet.rules.rewards import Reward
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.sizes import size_class
from khet.rules.tables import Tables
from khet.web.learning.asked import subjects_of
from khet.web.learning.words import sitting_title

_OF_RESULTS = ("limits", "colours", "tests")


class Effect(NamedTuple):
    """What changes in one sitting or year, in words."""

    where: str
    what: list[str]


def effects(name: str, area: Unit, before: Tables, after: Tables) -> list[Effect]:
    """What changes, newest first; empty where nothing that the office has is affected."""
    if name in _OF_RESULTS:
        return list(filter(None, (_of(f, before, after) for f in current_score_files(area))))
    if name == "sizes":
        return _of_sizes(area, before, after)
    if name == "rewards":
        return list(_of_rewards(area, before, after))
    return []


def _of(file: ScoreFile, before: Tables, after: Tables) -> Effect | None:
    sitting = file.sitting
    old, new = terms(sitting.academic_year, before), terms(sitting.academic_year, after)
    was, now = (parameters_now(sitting, tables) for tables in (before, after))
    if was == now and old == new:
        return None
    told = list(_differences(results_by(file, was), results_by(file, now)))
    if old.target != new.target:
        told.append(_("เป้าหมายเป็น %(target)s") % {"target": new.target})
    if old.few != new.few:
        told.append(_("ไม่แสดงค่าแก่ผู้อื่นเมื่อนักเรียนน้อยกว่า %(few)s คน") % {"few": new.few})
    if old.small != new.small:
        told.append(_("เตือนเมื่อนักเรียนน้อยกว่า %(few)s คน") % {"few": new.small})
    asked = len({*subjects_of(sitting, before)} ^ {*subjects_of(sitting, after)})
    if asked:
        told.append(_("วิชาที่แสดงเปลี่ยน %(n)s วิชา") % {"n": asked})
    return Effect(sitting_title(sitting), told or [_("ตัวเลขไม่เปลี่ยน")])


def _differences(before: Results, after: Results) -> Iterable[str]:
    limits = [s for s, row in before.limits.items() if row.limit != after.limits[s].limit]
    if limits:
        yield _("ขีดจำกัดล่างเปลี่ยน %(n)s วิชา") % {"n": len(limits)}
    moved = [key for key, row in before.schools.items() if row.colour != after.schools[key].colour]
    schools = {school for school, subject in moved if subject == ALL_SUBJECTS}
    if moved:
        told = {"schools": len(schools), "cells": len(moved) - len(schools)}
        yield _("สีรวมเปลี่ยน %(schools)s โรงเรียน สีรายวิชาเปลี่ยน %(cells)s ช่อง") % told


def _of_sizes(area: Unit, before: Tables, after: Tables) -> list[Effect]:
    found = []
    for year, schools in pupils_by_year(area).items():
        moved = sum(size_class(n, year, before) != size_class(n, year, after) for n in schools)
        if moved:
            told = _("ขนาดเปลี่ยน %(n)s โรงเรียน จาก %(of)s โรงเรียน")
            where = f"{_('ปีการศึกษา')} {year}"
            found.append(Effect(where, [told % {"n": moved, "of": len(schools)}]))
    return found


def _of_rewards(area: Unit, before: Tables, after: Tables) -> Iterable[Effect]:
    files = current_score_files(area, announced=True)
    for year in sorted({file.sitting.academic_year for file in files}, reverse=True):
        if before.of("rewards", year) == after.of("rewards", year):
            continue
        old, new = (
            {s: e.reward for s, e in earned(files, year, t).items()} for t in (before, after)
        )
        moved = sum(_key(old.get(s)) != _key(new.get(s)) for s in {*old, *new})
        told = _("แรงจูงใจที่ได้เปลี่ยน %(n)s โรงเรียน ที่เสนอไปแล้วไม่เปลี่ยน") % {"n": moved}
        yield Effect(f"{_('ปีการศึกษา')} {year}", [told])


def _key(reward: Reward | None) -> str:
    return reward.key if reward else ""
