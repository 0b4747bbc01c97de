"""The kinds of records of bodies and meetings, and the words of their events."""

from khet.web.parts.kinds import Kind, register

KINDS: dict[str, Kind] = {}
ACTIONS: dict[str, str] = {}
register(KINDS, ACTIONS, {})
