"""Doors of the plan of visits, of who looks after networks, of requests and of coverage."""

from datetime import date

from django.utils import timezone

from khet.records.learning.models import Assignment, Visit, VisitRequest
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.months import month_of
from tests.cast import SINCE

ASSIGNED = REQUEST = VISIT = 4_000_001
PLANS = {"director", "deputy", "supervisor", "network-supervisor"}
EVERYWHERE = PLANS - {"network-supervisor"}
OFFICE = PLANS | {"planner", "auditor", "network-chair"}
SEES = OFFICE | {"school-director"}
_HERE = "/learning/visits/plan"
DOORS = {
    f"{_HERE}/": SEES,
    f"{_HERE}/?year=2557&month=all&kind=policy&state=draft": SEES,
    f"{_HERE}/plan.xlsx": SEES,
    f"{_HERE}/plan.pdf": SEES,
    f"{_HERE}/plan.docx?month=all": SEES,
    f"{_HERE}/requests": SEES,
    f"{_HERE}/assignments": OFFICE,
    f"{_HERE}/coverage": OFFICE,
    f"{_HERE}/coverage?show=never&network=N1&days=30": OFFICE,
    f"{_HERE}/coverage.xlsx": OFFICE,
}
FORMS = {
    f"{_HERE}/proposal": PLANS,
    f"{_HERE}/proposal?year=2556&test=NT&grade=P3&colour=red&first=": PLANS,
    f"{_HERE}/add": PLANS,
    f"{_HERE}/agree": {"director", "deputy"},
    f"{_HERE}/{VISIT}/change": PLANS,
    f"{_HERE}/{VISIT}/cancel": PLANS,
    f"{_HERE}/requests/ask": {"school-director"},
    f"{_HERE}/requests/{REQUEST}/plan": PLANS,
    f"{_HERE}/requests/{REQUEST}/decline": PLANS,
    f"{_HERE}/assignments/add": EVERYWHERE,
    f"{_HERE}/assignments/{ASSIGNED}/end": EVERYWHERE,
    f"{_HERE}/assignments/{ASSIGNED}/hand-over": EVERYWHERE,
}
POSTS = {f"{_HERE}/{VISIT + 1}/move": PLANS}


def plan_sample() -> None:
    """Networks with and without a supervisor, a request, and drafts of visits to a school."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    school = Unit.objects.get(kind=UnitKind.SCHOOL, code="93020501")
    user = User.objects.get(username="network-supervisor")
    network = Unit.objects.get(kind=UnitKind.NETWORK, code="N1")
    Assignment.objects.create(pk=ASSIGNED, area=area, network=network, person=user, since=SINCE)
    VisitRequest.objects.create(
        pk=REQUEST,
        area=area,
        school=school,
        topic="การอ่าน",
        wish="ช่วยดูการสอนอ่าน",
        asked_at=timezone.now(),
        asked_by=User.objects.get(username="school-director"),
    )
    first: date = month_of(timezone.localdate()).first
    for pk in (VISIT, VISIT + 1):
        Visit.objects.create(
            pk=pk, area=area, school=school, lead=user, month=first, state=Visit.State.DRAFT
        )
