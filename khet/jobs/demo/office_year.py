"""What the demonstration's office and schools do with the results, through the usual actions.

Whatever a person changed since then stays.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from khet.jobs.announcing import announce
from khet.jobs.demo.answers import DAYS_AGO, TEST, answer_first
from khet.jobs.demo.area import demo_area
from khet.jobs.demo.bookings import book_rooms
from khet.jobs.demo.circulars import send_circulars
from khet.jobs.demo.collecting import ask_schools
from khet.jobs.demo.delegations import delegate
from khet.jobs.demo.letters import clerk_of, keep_letters
from khet.jobs.demo.meetings import hold_meetings
from khet.jobs.demo.minutes import write_minutes
from khet.jobs.demo.monthly import monthly_work
from khet.jobs.demo.news import tell_news
from khet.jobs.demo.orders import issue_orders
from khet.jobs.demo.received import invented_means, received_colours
from khet.jobs.demo.registers import home_school
from khet.jobs.demo.reports import check_demo_report
from khet.jobs.demo.requests import make_requests
from khet.jobs.demo.rewards import decide_rewards
from khet.jobs.demo.sizes import YEARS
from khet.jobs.demo.targets import SUBJECTS, demo_targets
from khet.jobs.demo.trips import make_trips
from khet.jobs.demo.visitors import receive_visitors
from khet.jobs.demo.visits import make_visits
from khet.jobs.demo.workbooks import ask_by_workbook
from khet.jobs.sitting_results import results_for
from khet.records.learning.actions import move_results, publish, set_targets
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import (
    collections_of,
    current_file,
    every_score_file,
    files_of_keys,
    published_in,
    reward_years,
    targets_of,
)
from khet.records.registry.models import Unit
from khet.records.registry.queries.schools import home_area
from khet.records.registry.queries.settings import office_tables
from khet.rules.limits import terms
from khet.rules.result_letters import answer_by

_REWARDED = date(2014, 5, 27)


def finish_year(*, by: str, today: date) -> None:
    """Announce, have schools answer, and all that follows; what is done already is left."""
    _announce(by)
    if office := home_area():
        _tell_published(by, office)
        if not reward_years(office):
            decide_rewards(by=by, area=office, year=YEARS[-1], on=_REWARDED)
        _set_targets(by, office)
        _collect(by, office, today)
        hold_meetings(by=by, office=office, today=today)
        write_minutes(by=by, office=office, today=today)
        issue_orders(by=by, office=office)
        delegate(office=office, today=today)
        if clerk := clerk_of(office, today):
            keep_letters(by=clerk, office=office, today=today)
            send_circulars(by=clerk, office=office, today=today)
            ask_by_workbook(by=clerk, office=office, today=today)
        make_trips(office=office, today=today)
        make_requests(office=office, today=today)
        monthly_work(by=by, office=office, today=today, tables=office_tables(office))
        make_visits(by=by, area=office, today=today)
        book_rooms(by=by, office=office, today=today)
        receive_visitors(by=by, office=office, today=today)
        check_demo_report(office=office, today=today)
        tell_news(by=by, office=office, today=today)


def _announce(by: str) -> None:
    """The results are told to schools as soon as they are there; the newest are answered."""
    for file in every_score_file(state="calculated"):
        at = timezone.now() - timedelta(days=DAYS_AGO if _is_answered(file) else 0)
        move_results(by=by, file=file, to="checked", at=at)
        if _is_answered(file):
            _have_answered(by, file, at)
        else:
            announce(by=by, file=file, at=at, due=None)


def _is_answered(file: ScoreFile) -> bool:
    sitting = file.sitting
    return (sitting.academic_year, sitting.test, sitting.grade) == (YEARS[-1], *TEST)


def _have_answered(by: str, file: ScoreFile, at: datetime) -> None:
    """Announced some weeks ago, so that some schools are late; the cast's director owes all."""
    announce(by=by, file=file, at=at, due=answer_by(timezone.localdate(at)))
    told = files_of_keys([file.pk])[file.pk]
    answer_first(by=by, file=told, at=at, without={home_school(demo_area())})


def _tell_published(by: str, office: Unit) -> None:
    """Colours and means that others told."""
    if not published_in(office).exists():
        publish(by=by, area=office, entries=[*received_colours(), *invented_means()])


def _set_targets(by: str, office: Unit) -> None:
    """A few targets in the newest main test; none where somebody set any."""
    file = current_file(office.code, academic_year=YEARS[-1], test="O-NET", grade="P6")
    if file is None or targets_of(file.sitting):
        return
    goal, results = terms(file.sitting.academic_year).target, results_for(file)
    for subject in SUBJECTS:
        targets = demo_targets(results, subject, goal)
        set_targets(by=by, sitting=file.sitting, subject=subject, targets=targets)


def _collect(by: str, office: Unit, today: date) -> None:
    """A sitting that schools are asked for, some of which have sent, where none was opened yet."""
    if not collections_of(office):
        area = demo_area()
        ask_schools(by=by, office=office, area=area, today=today, waiting=home_school(area))
