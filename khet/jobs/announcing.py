"""Announcing results: freezing how they were made, and asking schools for their answers."""

from collections.abc import Iterable
from datetime import date, datetime

from khet.figures.parameters import Parameters, frozen
from khet.jobs.sitting_results import parameters_for, parameters_now, results_by
from khet.records.learning.actions import Announcement, move_results, withdraw_results
from khet.records.learning.models import ScoreFile
from khet.records.registry.actions.audit import Actor
from khet.rules.result_letters import subjects_to_answer
from khet.rules.sittings import subjects

Asked = dict[str, tuple[str, ...]]


def subjects_asked(file: ScoreFile, parameters: Parameters | None = None) -> Asked:
    """The orange and red subjects of each school that has any, by its code.

    Results that are known by schools' means only ask nothing.
    """
    if file.content != ScoreFile.Content.PUPILS:
        return {}
    by = parameters or parameters_for(file)
    rows, sitting = results_by(file, by).by_subject, file.sitting
    order = subjects(sitting.test, sitting.grade, sitting.academic_year, by.tables)
    found: Asked = {}
    for subject in order:
        for school, row in rows.get(subject, {}).items():
            if subjects_to_answer([(subject, row.colour)]):
                found[school] = (*found.get(school, ()), subject)
    return found


def announce(*, by: Actor, file: ScoreFile, at: datetime, due: date | None) -> None:
    """Announce checked results as they are calculated now; without a day nobody is asked.

    Raises:
        WrongStateError: the file is not checked, or announced already.
    """
    parameters = parameters_now(file.sitting)
    asked = subjects_asked(file, parameters) if due else {}
    told = Announcement(frozen(parameters), due if asked else None, asked)
    move_results(by=by, file=file, to=ScoreFile.State.ANNOUNCED, at=at, announcement=told)


def withdraw_announcement(
    *, by: Actor, file: ScoreFile, versions: Iterable[ScoreFile], reason: str, at: datetime
) -> None:
    """Take an announcement back; schools then owe what the version asks that they see instead.

    Raises:
        WrongStateError: the file is not announced.
    """
    same = (f for f in versions if f.content == file.content and f.pk != file.pk)
    others = [f for f in same if f.state == ScoreFile.State.ANNOUNCED]
    seen = max(others, key=lambda other: other.version, default=None)
    then: Announcement | None = Announcement()
    if seen and seen.version > file.version:
        then = None
    elif seen and seen.answers_due:
        then = Announcement(due=seen.answers_due, asked=subjects_asked(seen))
    withdraw_results(by=by, file=file, reason=reason, at=at, then=then)
