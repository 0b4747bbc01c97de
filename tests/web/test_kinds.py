"""Kinds of records: every one that events tell of is registered, and seen by who may."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from khet.records.office.actions.duties import open_duties, posts_at
from khet.records.office.actions.feeds import make_feed
from khet.records.office.actions.instructions import InstructionEntry, add_instruction
from khet.records.office.actions.minutes import circulate_minutes, propose_minutes
from khet.records.office.actions.minutes_items import ItemText, save_item
from khet.records.office.models import Feed
from khet.records.registry.actions.audit import record_event
from khet.records.registry.actions.letters import LetterEntry
from khet.records.registry.models import Event, Letter, Post, Team, Unit, UnitKind, User
from khet.rules.deadlines import ANSWER_RESULTS
from khet.web.parts.kinds import Ref, actions, kinds, named
from khet.web.parts.viewer import Viewer, viewer_of
from tests.cast import ANONYMOUS, NAMES
from tests.made_area import school_code
from tests.meeting_rows import make_body, make_meeting
from tests.web.doors import (
    bookings,
    circulars,
    collecting,
    evidence,
    folder,
    gathered,
    instruments,
    letters,
    meetings,
    news,
    orders,
    reports,
    requests,
    trips,
    visit_plan,
    visits,
)
from tests.web.doors.events import SEES_EVENTS
from tests.web.doors.minutes import SEES_MEETINGS
from tests.web.doors.who import SEES_EVERY_SCHOOL, SEES_SCHOOLS, SEES_WORK, WITH_ROLE

PACKAGE = Path(__file__).resolve().parents[2] / "khet"
KIND = re.compile(r"(registry|office|learning|reports)\.[a-z-]*$")
ACTION = re.compile(r"[a-z]+(-[a-z]+)+$|appoint$|sign-in$")
TELLING = {"record_event", "event_of", "_tell", "_about", "tell"}
OWN = {"school-director", "teacher"}
OF_NETWORK = {"network-supervisor", "network-chair"}


def _calls() -> Iterator[ast.Call]:
    """Calls that leave an event, wherever they stand."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in TELLING:
                yield node


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def _texts(call: ast.Call) -> Iterator[str]:
    """Texts given to a call, the beginnings of those put together too."""
    for given in (*call.args, *(word.value for word in call.keywords)):
        for node in ast.walk(given):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_kind_that_events_tell_of_is_registered() -> None:
    told = {text for call in _calls() for text in _texts(call) if KIND.fullmatch(text)}
    assert {"registry.", "registry.user", "learning.score-file"} <= told
    known = set(kinds()) | {"registry."}
    assert told - known == set()
    assert {f"registry.{kind}" for kind in UnitKind} <= known


def test_every_action_of_events_has_words() -> None:
    told = {
        text
        for call in _calls()
        for given in (*call.args, *(w.value for w in call.keywords if w.arg == "action"))
        for node in ([given.body, given.orelse] if isinstance(given, ast.IfExp) else [given])
        if isinstance(node, ast.Constant) and isinstance(text := node.value, str)
        if ACTION.fullmatch(text)
    }
    assert len(told) > 20
    assert told - set(actions()) == set()


def _viewer(name: str) -> Viewer:
    request = RequestFactory().get("/")
    request.user = AnonymousUser() if name == ANONYMOUS else User.objects.get(username=name)
    request.session = {}
    return viewer_of(request)


def _seen(refs: dict[str, Ref], name: str) -> set[str]:
    try:
        found = named(_viewer(name), refs.values())
    except PermissionDenied:
        return set()
    assert all(one.label for one in found.values())
    return {label for label, ref in refs.items() if ref in found}


@pytest.fixture
def refs(area: None) -> dict[str, Ref]:
    """A record of every kind, and schools in different places."""
    unit = Unit.objects.get(kind=UnitKind.AREA)
    post = Post.objects.create(unit=unit, title="ผอ.", role="director")
    team = Team.objects.create(area=unit, kind="staff", name="ทีมหนึ่ง", since="2014-01-01")
    group = Unit.objects.create(kind=UnitKind.GROUP, code="G1", name="กลุ่มหนึ่ง")
    made = {
        "own": Ref("registry.school", school_code(0)),
        "network's": Ref("registry.school", school_code(2)),
        "other": Ref("registry.school", school_code(1)),
        "user": Ref("registry.user", "teacher"),
        "post": Ref("registry.post", str(post.pk)),
        "team": Ref("registry.team", str(team.pk)),
        "setting": Ref("registry.setting", "9302/limits/2556"),
        "file": Ref("learning.score-file", _file_key()),
        "published": Ref("learning.published", _sitting_key()),
        "reward": Ref("learning.reward", f"{unit.pk}-2556"),
        "target": Ref("learning.target", _sitting_key()),
        "collection": Ref("learning.collection", str(collecting.SAMPLE)),
        "standards": Ref("learning.standards", _sitting_key()),
        "event": Ref("registry.event", "*"),
        "answers": Ref("learning.answers", _sitting_key()),
        "duty": Ref("office.duty", _duty_key()),
        "evidence": Ref("office.evidence", str(evidence.SAMPLE)),
        "feed": Ref("office.feed", _feed_key()),
        "heads' meeting": Ref("office.meeting", str(meetings.HEADS)),
        "board": Ref("office.meeting", str(meetings.BOARD)),
        "closed": Ref("office.meeting", str(meetings.CLOSED)),
        "draft": Ref("office.order", str(orders.DRAFT)),
        "order": Ref("office.order", str(orders.CIRCULATED)),
        "number": Ref("office.number", str(orders.RESERVED)),
        "register": Ref("office.number", f"order-{orders.YEAR}"),
        "received": Ref("office.letter", str(letters.RECEIVED)),
        "secret": Ref("office.letter", str(letters.SECRET)),
        "receipt": Ref("office.receipt", str(circulars.OF_SCHOOL)),
        "other receipt": Ref("office.receipt", str(circulars.OF_OTHER)),
        "power": Ref("office.delegation", str(folder.GIVEN)),
        "draft committee": Ref("office.body", str(orders.COMMITTEE)),
        "committee": Ref("office.body", str(orders.COMMITTEE + 1)),
        "visit": Ref("learning.visit", str(visits.DONE)),
        "told visit": Ref("learning.visit", str(visits.TOLD)),
        "finding": Ref("learning.finding", str(visits.FINDING)),
        "paper": Ref("office.paper", "board 2014-04-01"),
        "letter": Ref("registry.letter", _letter_key()),
        "job": Ref("registry.job", _job_key()),
        "month": Ref("office.month", "2569-11"),
        "month's": Ref("office.month", f"2569-11/{school_code(0)}/school-accounts"),
        "book": Ref("learning.book", f"{_supervisor()}-2569-11"),
        "booking": Ref("office.booking", str(bookings.ASKED)),
        "resource": Ref("office.resource", str(bookings.ROOM)),
        "visitor": Ref("office.visitor", str(bookings.CAME)),
        "visitors": Ref("office.visitor-list", "9302"),
        "holiday": Ref("office.holiday", "9302/2026-12-07"),
        "instrument": Ref("office.instrument", str(instruments.SAMPLE)),
        "filled in": Ref("office.answers", str(instruments.SHEET)),
        "assignment": Ref("learning.assignment", str(visit_plan.ASSIGNED)),
        "request": Ref("learning.visit-request", str(visit_plan.REQUEST)),
        "trip": Ref("office.trip", str(trips.ASKED)),
        "told trip": Ref("office.trip", str(trips.CIRCULATED)),
        "service": Ref("office.request", str(requests.ASKED)),
        "report": Ref("reports.checked", str(reports.REPORT)),
        "proposed news": Ref("office.news", str(news.PROPOSED)),
        "news": Ref("office.news", str(news.PUBLISHED)),
        "visit plan": Ref("learning.visit-plan", f"{unit.pk}-2569-11"),
        **_minutes_refs(),
    }
    units = {"area": "9302", "district": "D1", "network": "N1", "group": group.code}
    made |= {kind: Ref(f"registry.{kind}", code) for kind, code in units.items()}
    of_school = ("enrolment", "programme", "pupils", "pupil-list")
    return made | {kind: Ref(f"registry.{kind}", school_code(0)) for kind in of_school}


def _minutes_refs() -> dict[str, Ref]:
    """Circulated minutes of the directors' meeting, with an instruction."""
    meeting = make_meeting(make_body(), date(2014, 6, 6))
    entry = InstructionEntry("instruction", "ส่งแผน", ["schools"], date(2014, 7, 6))
    made = add_instruction(by="ทดสอบ", meeting=meeting, item=meeting.items.first(), entry=entry)
    save_item(by="ทดสอบ", item=meeting.items.all()[0], text=ItemText("อภิปราย", ""))
    propose_minutes(by="ทดสอบ", meeting=meeting, at=timezone.now())
    circulate_minutes(by="ทดสอบ", meeting=meeting, at=timezone.now())
    return {
        "minutes": Ref("office.minutes", str(meeting.pk)),
        "instruction": Ref("office.instruction", str(made.pk)),
    }


def _file_key() -> str:
    return Event.objects.filter(kind="learning.score-file").values_list("key", flat=True)[0]


def _duty_key() -> str:
    (duty,) = open_duties(
        by="ทดสอบ",
        rule=ANSWER_RESULTS,
        owners=posts_at([Unit.objects.get(code=school_code(0))], "school-director"),
        about=("learning.answers", _sitting_key()),
        opened=date(2014, 3, 20),
        due=date(2014, 4, 4),
    )
    return str(duty.pk)


def _feed_key() -> str:
    make_feed(by=User.objects.get(username="clerk"))
    return str(Feed.objects.get().pk)


def _letter_key() -> str:
    user = User.objects.get(username="teacher")
    entry = LetterEntry(user, "digest 2014-04-01", "", "")
    Letter.objects.create(**vars(entry), try_after=timezone.now())
    return entry.about


def _job_key() -> str:
    job = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="khet.jobs.redraw_charts.redraw_charts",
        backend_name="default",
        run_after=timezone.now(),
    )
    return str(job.pk)


def _supervisor() -> int:
    """The key of the supervisor of a network."""
    return User.objects.get(username="network-supervisor").pk


def _sitting_key() -> str:
    return Event.objects.filter(kind="learning.published").values_list("key", flat=True)[0]


def test_every_kind_is_visited_by_the_whole_cast(refs: dict[str, Ref]) -> None:
    seen = {name: _seen(refs, name) for name in NAMES}
    who = {label: {name for name in NAMES if label in seen[name]} for label in refs}
    places = {"area", "district", "network", "group", "setting", "file", "collection"}
    places |= {"month", "holiday"}
    assert all(who[label] == WITH_ROLE for label in places)
    everywhere = WITH_ROLE - OWN - OF_NETWORK
    assert who["other"] == everywhere
    assert who["network's"] == everywhere | OF_NETWORK
    for label in ("own", "enrolment", "programme", "pupils", "pupil-list"):
        assert who[label] == everywhere | OF_NETWORK | OWN
    people = {"director", "deputy", "auditor", "personnel", "administrator"}
    assert who["receipt"] == everywhere | OWN
    assert who["other receipt"] == everywhere
    assert who["post"] == who["team"] == people
    assert who["user"] == people | {"teacher"}
    assert who["event"] == who["feed"] == SEES_EVENTS
    office = SEES_EVERY_SCHOOL | {"network-supervisor"}
    assert who["published"] == who["reward"] == who["target"] == who["standards"] == office
    assert who["evidence"] == evidence.KEEPERS
    assert who["heads' meeting"] == meetings.SEES
    assert (who["board"], who["closed"]) == (meetings.OFFICE, meetings.SEES_CLOSED)
    assert who["order"] == who["committee"] == WITH_ROLE
    for label in ("draft", "draft committee", "number", "register", "power", "received"):
        assert who[label] == orders.OFFICE
    assert who["secret"] == {"clerk", "director"}
    assert who["booking"] == bookings.OFFICE
    assert who["resource"] == who["visitors"] == WITH_ROLE
    assert who["visitor"] == bookings.KEEPS | bookings.HEADS
    assert who["answers"] == SEES_SCHOOLS
    assert who["duty"] == SEES_WORK
    assert who["month's"] == WITH_ROLE - {"administrator", "teacher"}
    assert who["minutes"] == who["instruction"] == SEES_MEETINGS
    assert everywhere >= SEES_EVERY_SCHOOL
    assert who["letter"] == who["job"] == {"administrator"}
    assert who["book"] == office
    assert who["paper"] == gathered.SEES_WORK
    assert who["visit"] == visits.SEES_DONE
    assert who["told visit"] == who["finding"] == visits.SEES
    assert who["instrument"] == who["filled in"] == instruments.LOOKS
    assert who["assignment"] == visit_plan.OFFICE
    assert who["request"] == visit_plan.SEES
    assert who["visit plan"] == visit_plan.OFFICE - OF_NETWORK
    assert (who["trip"], who["told trip"]) == (trips.OFFICE, WITH_ROLE)
    assert who["service"] == requests.SEES
    assert who["report"] == reports.SEES
    assert (who["proposed news"], who["news"]) == (news.SEES, WITH_ROLE)
    left = set(kinds()) - {ref.kind for ref in refs.values()}
    assert left == {"registry.nation", "registry.subdistrict", "registry.import"}


def test_what_is_not_there_or_not_known_has_no_name(area: None) -> None:
    strange = [
        *(
            Ref(kind, key)
            for kind in kinds()
            for key in ("99999999", "9" * 30, "x/y/z", "")
            if kind != "registry.event"
        ),
        Ref("registry.nothing", "1"),
    ]
    assert named(_viewer("administrator"), strange) == {}


def test_a_page_of_references_asks_each_source_once(refs: dict[str, Ref]) -> None:
    many = [Ref("registry.school", school_code(k)) for k in range(12)]
    counts = []
    for page in (list(refs.values()), [*refs.values(), *many]):
        viewer = _viewer("administrator")
        assert viewer.area
        with CaptureQueriesContext(connection) as queries:
            named(viewer, page)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= len(kinds())


def test_an_unregistered_kind_is_told_plainly_on_the_page(area: None, sign_in) -> None:
    record_event(by="ผู้บันทึก", action="unheard-of", kind="registry.nothing", key="K1")
    page = sign_in("auditor").get("/registry/events/?who=ผู้บันทึก").content.decode()
    assert "unheard-of" in page
    assert "K1" in page
