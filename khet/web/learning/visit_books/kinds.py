"""Kinds of records of this part, and the words of their events."""

from khet.web.parts.kinds import Kind, register

KINDS: dict[str, Kind] = {}
ACTIONS: dict[str, str] = {}
register(KINDS, ACTIONS, {})
