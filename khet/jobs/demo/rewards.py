"""Rewards of the demonstration: some schools proposed, one of them agreed to."""

from datetime import date

from khet.jobs.school_rewards import earned
from khet.records.learning.actions import agree_rewards, propose_rewards
from khet.records.learning.queries import current_score_files
from khet.records.registry.models import Unit
from khet.records.registry.queries.settings import office_tables

_PROPOSED = ("aeroplane", "coach", "province")
_NOTE = "มติที่ประชุมคณะกรรมการบริหารสำนักงาน ครั้งที่ 5/2557 (สาธิต)"


def decide_rewards(*, by: str, area: Unit, year: int, on: date) -> None:
    """Propose the schools of the better rewards of an academic year (BE), and agree to the first.

    Args:
        on: the day of the agreement.
    """
    files = current_score_files(area, announced=True)
    found = earned(files, year, office_tables(area))
    entries = [
        one.entry(school)
        for school, one in sorted(found.items())
        if one.reward and one.reward.key in _PROPOSED
    ]
    made = propose_rewards(by=by, area=area, academic_year=year, entries=entries)
    agree_rewards(by=by, area=area, rewards=[row.pk for row in made[:1]], on=on, note=_NOTE)
