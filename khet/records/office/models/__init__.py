"""The office's work: what was promised, who meets, what was ordered, and what shows it."""

from khet.records.office.models.bodies import Body, Host, Seat
from khet.records.office.models.calendar import Feed, Holiday
from khet.records.office.models.circulars import Circular, Receipt
from khet.records.office.models.delegations import Delegation
from khet.records.office.models.duties import Duty
from khet.records.office.models.evidence import Evidence, EvidenceUse, EvidenceVersion
from khet.records.office.models.files import AttachedFile
from khet.records.office.models.instruments import AnswerSheet, Instrument, InstrumentVersion
from khet.records.office.models.letters import Letter, LetterReader, LetterStep
from khet.records.office.models.levels import Kept, Level
from khet.records.office.models.meetings import (
    Attendance,
    Instruction,
    Item,
    Meeting,
    Minutes,
    MinutesVersion,
)
from khet.records.office.models.news import News, NewsPicture
from khet.records.office.models.numbers import Number, Series
from khet.records.office.models.orders import Order
from khet.records.office.models.search import Findable
from khet.records.office.models.services import (
    BookedQuarter,
    Booking,
    Resource,
    ServiceRequest,
    Visitor,
)
from khet.records.office.models.trips import Traveller, Trip

__all__ = [
    "AnswerSheet",
    "AttachedFile",
    "Attendance",
    "Body",
    "BookedQuarter",
    "Booking",
    "Circular",
    "Delegation",
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
    "Letter",
    "LetterReader",
    "LetterStep",
    "Level",
    "Meeting",
    "Minutes",
    "MinutesVersion",
    "News",
    "NewsPicture",
    "Number",
    "Order",
    "Receipt",
    "Resource",
    "Seat",
    "Series",
    "ServiceRequest",
    "Traveller",
    "Trip",
    "Visitor",
]
