"""What has changed since somebody sent the address of a figure: the value, and why."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _

from khet.figures.results import Kept, Results
from khet.figures.trace import figure
from khet.figures.traced import Asked, Traced
from khet.jobs.sitting_results import (
    abilities_for,
    earlier_of,
    kept_for,
    parameters_for,
    results_of_version,
    source_of,
    spreads_for,
    traced,
    year_before,
)
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import versions_of
from khet.records.registry.access import SEE_UNANNOUNCED
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.statuses import ALL
from khet.web.learning.few import keeps, sees_singles
from khet.web.learning.places import sees_place
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer


@dataclass(frozen=True)
class Changed:
    """What an older address was about.

    ``found`` is whether its results are still kept and the reader may see them; ``was`` is the
    value then, ``reasons`` say what was done since.
    """

    found: bool
    was: Decimal | int | None = None
    reasons: tuple[str, ...] = ()


def changed_since(version: str, file: ScoreFile, asked: Asked, viewer: Viewer) -> Changed | None:
    """What has changed since the results of that key; ``None`` where nothing has.

    What the reader may not see, or comes from another sitting, is not told.
    """
    now = kept_for(file, viewer.tables)
    if not version or version == now.version:
        return None
    kept = results_of_version(version)
    same = kept is not None and kept[1].told.get("pupils") == now.told.get("pupils")
    then = _file_of(kept[1], file, viewer) if kept and same else None
    if kept is None or then is None or not _sees(asked, kept[0], file, viewer):
        return Changed(found=False)
    try:
        was = figure(_traced(kept, then, viewer), asked).value
    except KeyError:
        was = None
    return Changed(True, was, tuple(_reasons(kept[1], now, then, file)))


def _traced(kept: tuple[Results, Kept], then: ScoreFile, viewer: Viewer) -> Traced:
    """The old results, read as they were: with the scores, bands, target and overall of then."""
    results, about = kept
    before = year_before(then, viewer.score_files)
    return Traced(
        results,
        replace(
            parameters_for(then, viewer.tables),
            overall=about.told["overall"],
            target=int(about.told["target"]),
        ),
        source_of(then),
        then.sitting.academic_year,
        traced(before, viewer.tables) if before else None,
        partial(spreads_for, then),
        partial(abilities_for, then, about.tables),
        earlier=partial(earlier_of, then, viewer.score_files, viewer.tables),
    )


def _sees(asked: Asked, results: Results, file: ScoreFile, viewer: Viewer) -> bool:
    """Whether the reader may see what was asked for then, when schools or pupils may be few."""
    few = parameters_for(file, viewer.tables).few
    within, scope = asked.within, viewer.scope
    told_apart = within is not None and file.sitting.pupils != ALL
    if told_apart and not sees_singles(scope, within or ()):
        return False
    if within is not None and keeps(scope, results, asked.subject, within, few):
        return False
    present = results.of_subject(ALL_SUBJECTS)
    return asked.schools is None or sees_place(scope, asked.schools, present, few)


def _file_of(kept: Kept, file: ScoreFile, viewer: Viewer) -> ScoreFile | None:
    """The version that the old results come from, if it is of this sitting and may be seen."""
    every = viewer.scope.may(SEE_UNANNOUNCED)
    for version in versions_of(file.sitting):
        version.sitting.pupils = file.sitting.pupils
        told = every or _was_told(version, kept, viewer)
        if told and (version.sha256,) == kept.sha256:
            return version
    return None


def _was_told(version: ScoreFile, kept: Kept, viewer: Viewer) -> bool:
    """Whether schools were told those results: by what they were announced by, where known."""
    if version.state != ScoreFile.State.ANNOUNCED:
        return False
    return version.parameters is None or kept_for(version, viewer.tables) == kept


def _reasons(before: Kept, now: Kept, then: ScoreFile, file: ScoreFile) -> list[str]:
    words = {
        "z": _("ค่า z"),
        "base": _("ฐานคำนวณ"),
        "overall": _("วิธีรวมทุกวิชา"),
        "target": _("เป้าหมาย"),
    }
    found = [
        f"{word}: {before.told.get(name, '')} → {now.told[name]}"
        for name, word in words.items()
        if before.told.get(name) != now.told[name]
    ]
    if before.told.get("tables") != now.told["tables"]:
        found.append(_("สำนักงานเปลี่ยนเกณฑ์สี กลุ่มนักเรียน หรือวิชาของการสอบ"))
    if before.told.get("published") != now.told["published"]:
        found.append(_("มีการบันทึกหรือถอนค่าที่เผยแพร่ของการสอบนี้"))
    if before.sha256 != now.sha256:
        told = _("ไฟล์คะแนนฉบับที่ %(then)s → ฉบับที่ %(now)s นำเข้าเมื่อ %(date)s โดย %(by)s")
        date = be_date(file.imported_at)
        values = {"then": then.version, "now": file.version, "date": date, "by": file.imported_by}
        found.insert(0, told % values)
    return found
