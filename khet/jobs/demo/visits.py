"""Visits of the demonstration: planned over two fiscal years, made, answered, followed up, closed.

All of it is invented. Nothing is made where the office has visits already.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from khet.jobs.demo.area import demo_area
from khet.jobs.demo.registers import home_school
from khet.jobs.demo.visit_asides import add_photos, cross_records, make_requests
from khet.jobs.demo.visit_books import write_books
from khet.jobs.demo.visit_course import go_through, look_again, uuid_of
from khet.jobs.demo.visit_posts import Post, make_posts
from khet.jobs.demo.visit_sheets import fill_in, take_instruments, used_at
from khet.jobs.demo.visit_turns import (
    FURTHER,
    Turn,
    open_day,
    own_turns,
    requested_turns,
    turns,
    unplanned_turns,
)
from khet.records.learning.actions.visit_plan import (
    UNPLANNED,
    PlanEntry,
    agree_visits,
    cancel_visit,
    plan_visits,
)
from khet.records.learning.models import Visit
from khet.records.office.models import Duty, Instrument
from khet.records.office.queries.calendar import closed_days
from khet.records.registry.models import Unit, UnitKind, User
from khet.records.registry.queries.register import units_of
from khet.rules.calendar import fiscal_year
from khet.rules.duties import OWED
from khet.rules.months import fiscal_months, month_of
from khet.rules.visit_proposal import NEVER, REQUESTS, VISITED

_REASONS = ("ฝนตกหนัก ถนนเข้าโรงเรียนขาด", "โรงเรียนจัดแข่งกีฬาเครือข่าย", "ติดราชการด่วนที่เขต")
_LONGEST, _AGAIN, _RECENT = timedelta(400), timedelta(40), timedelta(120)
_AGREED = 1
"""The plan is agreed for so many months after this one."""
_FOLLOWED = 12

_GROUP = "กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา"

Made = tuple[Turn, Visit]
Forms = Mapping[str, Instrument]


@transaction.atomic
def make_visits(*, by: str, area: Unit, today: date) -> None:
    """Make supervisors' networks, the plan and the visits, where there are none yet."""
    if Visit.objects.filter(area=area).exists():
        return
    first = fiscal_months(fiscal_year(today).be - 1)[0]
    closed = closed_days(area, first.first, today + _LONGEST)
    posts = make_posts(by=by, area=area, since=first.first, today=today)
    planned = [
        *turns(posts, today, closed),
        *own_turns(*_own(posts), today, closed),
        *requested_turns(make_requests(by, area, posts, today), posts, today, closed),
    ]
    forms = take_instruments(by=by, area=area, unit=_unit(area), today=first.first)
    plan = partial(_plan, by, area, forms)
    made = plan(_reasoned(planned), draft=True)
    director = User.objects.get(username="director")
    last = month_of(today).plus(_AGREED).first
    agreed = [visit.pk for _turn, visit in made if visit.month <= last]
    agree_visits(by=director, area=area, visits=agreed)
    unplanned = unplanned_turns(posts, today, closed)
    made += plan([replace(turn, reasons=[UNPLANNED]) for turn in unplanned], draft=False)
    went = [(turn, visit) for turn, visit in made if _happens(turn, visit, today)]
    for turn, visit in went:
        for form in used_at(turn, forms):
            fill_in(turn, visit, form)
        go_through(turn, visit, today)
    _follow_up(plan, went, today, closed)
    cross_records(went)
    add_photos([pair for pair in went if pair[0].fate])
    write_books(by=by, area=area, today=today)


def _own(posts: Sequence[Post]) -> tuple[Post, Unit]:
    """The cast's school, and who looks after it."""
    home = home_school(demo_area())
    return next((post, one) for post in posts for one in post.schools if one.code == home)


def _unit(area: Unit) -> Unit:
    return units_of(area, UnitKind.GROUP).get(name=_GROUP)


def _plan(by: str, area: Unit, forms: Forms, planned: Sequence[Turn], *, draft: bool) -> list[Made]:
    """Put turns into the plan."""
    entries = [_entry(turn, forms) for turn in planned]
    made = plan_visits(by=by, area=area, entries=entries, draft=draft)
    return list(zip(planned, made, strict=True))


def _reasoned(planned: Iterable[Turn]) -> list[Turn]:
    """The turns by day with why each was proposed: what the school asked for, or how long ago."""
    last: dict[int, date] = {}
    found = []
    for turn in sorted(planned, key=lambda turn: (turn.day, turn.number)):
        before = last.get(turn.school.pk)
        last[turn.school.pk] = turn.day
        days = (month_of(turn.day).first - before).days if before else 0
        told = {"what": VISITED, "text": f"ไม่ได้นิเทศมา {days} วัน"} if days > 0 else None
        if before is None:
            told = {"what": NEVER, "text": "ยังไม่เคยนิเทศ"}
        if turn.request:
            told = {"what": REQUESTS, "text": "โรงเรียนขอรับการนิเทศ 1 เรื่อง"}
        found.append(replace(turn, reasons=[told] if told else []))
    return found


def _entry(turn: Turn, forms: Forms) -> PlanEntry:
    return PlanEntry(
        turn.school,
        turn.lead,
        month_of(turn.day),
        turn.kind,
        [row["topic"] for row in turn.said],
        turn.day,
        turn.team,
        used_at(turn, forms),
        turn.reasons,
        request=turn.request,
        follows=turn.follows,
        uuid=uuid_of("visit", turn.number),
    )


def _happens(turn: Turn, visit: Visit, today: date) -> bool:
    """Whether it was made by today; some were called off, some are promised and not done."""
    if turn.day >= today or not turn.regular:
        return turn.day < today
    if turn.number % 11 == 7:
        reason = _REASONS[turn.number % len(_REASONS)]
        cancel_visit(by=turn.lead, visit=visit, reason=reason)
        return False
    return turn.number % 13 != 3 or today - turn.day > _RECENT


def _follow_up(
    plan: Callable[..., list[Made]], went: Sequence[Made], today: date, closed: Collection[date]
) -> None:
    """Some visits of which not everything is mended are followed up by another."""
    open_still = Q(findings__duty__state__in=[*OWED, Duty.State.DONE])
    left = set(Visit.objects.filter(open_still).values_list("pk", flat=True))
    earlier = [pair for pair in went if pair[1].pk in left and today - pair[0].day > _AGAIN]
    for number, (turn, before) in enumerate(earlier[:_FOLLOWED], FURTHER + 300):
        day = open_day(today - timedelta(6 + number % 13), closed, -1)
        again = replace(turn, number=number, day=day, follows=before, team=[], fate="", reasons=[])
        [(again, visit)] = plan([again], draft=False)
        look_again(again, visit, before, today)
