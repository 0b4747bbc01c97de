"""The units of an area that cells refer to, found by code, name or alias."""

from collections.abc import Iterable
from difflib import get_close_matches

from khet.records.registry.queries.entries import UnitEntry
from khet.rules.thai import arabic_digits, school_key

_NEAR = 0.7


class Known:
    """Units of one kind. What several of them are called names none of them."""

    def __init__(self, entries: Iterable[UnitEntry]) -> None:
        self.by_code = {entry.code: entry for entry in entries}
        self._names: dict[str, list[UnitEntry]] = {}
        for entry in self.by_code.values():
            for name in {_key(text) for text in (entry.name, entry.short_name, *entry.aliases)}:
                self._names.setdefault(name, []).append(entry)

    def find(self, text: str) -> UnitEntry | None:
        """The unit of that code, or the only one of that name or alias."""
        if not text:
            return None
        coded = self.by_code.get(arabic_digits(text).upper())
        named = self._names.get(_key(text), [])
        return coded or (named[0] if len(named) == 1 else None)

    def name_of(self, code: str) -> str:
        """How files write the unit of that code: its name, or its code where others share it."""
        entry = self.by_code.get(code)
        if entry is None:
            return ""
        return entry.name if len(self._names[_key(entry.name)]) == 1 else code

    def advice(self, text: str) -> str:
        """What to write instead: the names that come near, or that several units bear it."""
        same = self._names.get(_key(text), [])
        if len(same) > 1:
            codes = ", ".join(entry.code for entry in same)
            return f"มีมากกว่าหนึ่งแห่ง: ใส่รหัสแทนชื่อ ({codes})"
        near = get_close_matches(_key(text), [n for n in self._names if n], 2, _NEAR)
        names = [self._names[key][0].name for key in near]
        hint = f" ชื่อที่ใกล้เคียงคือ {' หรือ '.join(names)}" if names else ""
        return f"ไม่มีในทะเบียน: แก้ให้ตรงกับทะเบียน หรือเพิ่มในทะเบียนก่อน{hint}"


def _key(name: str) -> str:
    """A name as it is compared, without what kind of place it is."""
    plain = school_key(name)
    for kind in ("อำเภอ", "ตำบล", "เครือข่าย"):
        plain = plain.removeprefix(kind) or plain
    return plain
