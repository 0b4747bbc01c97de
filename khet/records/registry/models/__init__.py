"""Who and where: units of the school system, the people of the office, and the audit trail."""

from khet.records.registry.models.audit import Event
from khet.records.registry.models.background import Letter, Periodic, Worker
from khet.records.registry.models.imports import Import
from khet.records.registry.models.people import Post, RoleHeld, Team, TeamMember, User
from khet.records.registry.models.schools import Enrolment, Programme, ProgrammeSchool, Pupil
from khet.records.registry.models.settings import Setting
from khet.records.registry.models.units import Placement, Sector, Unit, UnitCode, UnitKind

__all__ = [
    "Enrolment",
    "Event",
    "Import",
    "Letter",
    "Periodic",
    "Placement",
    "Post",
    "Programme",
    "ProgrammeSchool",
    "Pupil",
    "RoleHeld",
    "Sector",
    "Setting",
    "Team",
    "TeamMember",
    "Unit",
    "UnitCode",
    "UnitKind",
    "User",
    "Worker",
]
