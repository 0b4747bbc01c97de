"""Doors of rewards for colours."""

from khet.records.learning.models import Reward
from khet.records.registry.models import Unit, UnitKind
from tests.made_area import school_code
from tests.web.doors.who import SEES_EVERY_SCHOOL, SEES_SCHOOLS

SAMPLE = 3_000_001
READS = SEES_EVERY_SCHOOL | {"network-supervisor"}
AGREES = {"director", "deputy"}
PROPOSES = AGREES | {"supervisor"}
STEP = "/learning/rewards/step?year=2556&reward=lunch"
DOORS = {
    "/learning/rewards": READS,
    "/learning/rewards?year=2556": READS,
    "/learning/rewards.xlsx?year=2556": READS,
    "/learning/rewards.docx?year=2556": READS,
    f"/learning/panels/rewards?school={school_code(0)}&year=2556": SEES_SCHOOLS,
    f"/learning/panels/rewards?school={school_code(3)}&year=2556": SEES_EVERY_SCHOOL,
}
FORMS = {
    f"{STEP}&to=proposed": PROPOSES,
    f"{STEP}&to=agreed": AGREES,
    f"{STEP}&to=given": AGREES,
    f"/learning/rewards/{SAMPLE}/withdraw": PROPOSES,
}


def propose_sample() -> None:
    """A school that somebody proposed in the year before."""
    Reward.objects.create(
        pk=SAMPLE,
        area=Unit.objects.get(kind=UnitKind.AREA),
        academic_year=2555,
        school=Unit.objects.get(code=school_code(5)),
        reward="coach",
        reason={"name": "ทัศนศึกษา", "sat": []},
        proposed_by="ผู้ทดสอบ",
    )
