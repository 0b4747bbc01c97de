"""What was tested, what came out, and what schools and the office make of it."""

from khet.records.learning.models.answers import Answer, Target
from khet.records.learning.models.collecting import Collection, SchoolPart
from khet.records.learning.models.published import Published
from khet.records.learning.models.rewards import Reward
from khet.records.learning.models.sittings import ScoreFile, Sitting
from khet.records.learning.models.standards import StandardMean

__all__ = [
    "Answer",
    "Collection",
    "Published",
    "Reward",
    "SchoolPart",
    "ScoreFile",
    "Sitting",
    "StandardMean",
    "Target",
]
