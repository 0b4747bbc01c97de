"""The office's work: what was promised, who meets, what was ordered, and what shows it."""

from khet.records.office.models.bodies import Body, Host, Seat
from khet.records.office.models.calendar import Feed, Holiday
from khet.records.office.models.duties import Duty
from khet.records.office.models.evidence import Evidence, EvidenceUse, EvidenceVersion
from khet.records.office.models.instruments import AnswerSheet, Instrument, InstrumentVersion
from khet.records.office.models.levels import Kept, Level
from khet.records.office.models.meetings import (
    Attendance,
    Instruction,
    Item,
    Meeting,
    Minutes,
    MinutesVersion,
)
from khet.records.office.models.numbers import Number, Series
from khet.records.office.models.orders import Order
from khet.records.office.models.search import Findable

__all__ = [
    "AnswerSheet",
    "Attendance",
    "Body",
    "Duty",
    "Evidence",
    "EvidenceUse",
    "EvidenceVersion",
    "Feed",
    "Findable",
    "Holiday",
    "Host",
    "Instruction",
    "Instrument",
    "InstrumentVersion",
    "Item",
    "Kept",
    "Level",
    "Meeting",
    "Minutes",
    "MinutesVersion",
    "Number",
    "Order",
    "Seat",
    "Series",
]
