"""What was tested, what came out, what schools and the office make of it; visits to schools."""

from khet.records.learning.models.answers import Answer, Target
from khet.records.learning.models.collecting import Collection, SchoolPart
from khet.records.learning.models.published import Published
from khet.records.learning.models.rewards import Reward
from khet.records.learning.models.sittings import ScoreFile, Sitting
from khet.records.learning.models.standards import StandardMean
from khet.records.learning.models.visit_plan import Assignment, VisitRequest
from khet.records.learning.models.visits import (
    Finding,
    FindingCheck,
    SupervisionBook,
    Visit,
    VisitConflict,
    VisitPhoto,
    VisitTopic,
)

__all__ = [
    "Answer",
    "Assignment",
    "Collection",
    "Finding",
    "FindingCheck",
    "Published",
    "Reward",
    "SchoolPart",
    "ScoreFile",
    "Sitting",
    "StandardMean",
    "SupervisionBook",
    "Target",
    "Visit",
    "VisitConflict",
    "VisitPhoto",
    "VisitRequest",
    "VisitTopic",
]
