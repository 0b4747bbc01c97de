"""Rows of a summary that are no school: the area's ``…0000``, the nation's zeros."""


def is_nation(code: str) -> bool:
    """Whether a code is the nation's."""
    return bool(code) and not code.strip("0")


def is_area(code: str) -> bool:
    """Whether a code is an area's."""
    return len(code) > 4 and code.endswith("0000") and not is_nation(code)


def is_school(code: str) -> bool:
    """Whether a code is a school's: neither the area's ``…0000`` nor the nation's zeros."""
    return not (is_area(code) or is_nation(code))
