"""Who may do what. One flat list of permissions; roles are held at a unit, so scope is the unit's.

A role at the area or at a group of its office reaches every school of the area, one at a network
the network's schools, one at a school that school only.
"""

from khet.records.registry.access.roles import (
    ANNOUNCE_RESULTS,
    AT_OFFICE,
    CHANGE_SETTINGS,
    EDIT_PUPILS,
    EDIT_REGISTERS,
    EXPORT_RESULTS,
    IMPORT_SCORES,
    MANAGE_ACCOUNTS,
    PERMISSIONS,
    ROLES,
    SEE_AREA_RESULTS,
    SEE_EVENTS,
    SEE_PEOPLE,
    SEE_PUPILS,
    SEE_REGISTERS,
    SEE_SCHOOL_RESULTS,
    SEE_UNANNOUNCED,
    Role,
)
from khet.records.registry.access.scope import (
    Scope,
    asks_second_factor,
    roles_now,
    roles_on,
    scope_of,
    valid_on,
)

__all__ = [
    "ANNOUNCE_RESULTS",
    "AT_OFFICE",
    "CHANGE_SETTINGS",
    "EDIT_PUPILS",
    "EDIT_REGISTERS",
    "EXPORT_RESULTS",
    "IMPORT_SCORES",
    "MANAGE_ACCOUNTS",
    "PERMISSIONS",
    "ROLES",
    "SEE_AREA_RESULTS",
    "SEE_EVENTS",
    "SEE_PEOPLE",
    "SEE_PUPILS",
    "SEE_REGISTERS",
    "SEE_SCHOOL_RESULTS",
    "SEE_UNANNOUNCED",
    "Role",
    "Scope",
    "asks_second_factor",
    "roles_now",
    "roles_on",
    "scope_of",
    "valid_on",
]
