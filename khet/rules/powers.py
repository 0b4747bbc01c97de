"""Powers that the director of an office holds and may give to others (มอบอำนาจ).

Source: the Act on Administration of State Affairs 2534, sections 38 to 40: authority is delegated
in writing; who received it uses it in the giver's stead until it ends or is taken back.
"""

from collections.abc import Iterable, Mapping
from datetime import date

LETTERS, TRIPS, ROOMS, VEHICLES = "letters", "trips", "rooms", "vehicles"
ID_CARDS, WELFARE, CARS = "id-cards", "welfare", "cars"
POWERS: Mapping[str, str] = {
    LETTERS: "สั่งการและลงนามหนังสือ",
    TRIPS: "อนุมัติการไปราชการ",
    ROOMS: "อนุญาตใช้ห้อง",
    VEHICLES: "อนุญาตใช้รถราชการ",
    ID_CARDS: "อนุมัติคำขอมีบัตรประจำตัวเจ้าหน้าที่",
    WELFARE: "อนุมัติเบิกสวัสดิการ",
    CARS: "อนุมัติคำขอใช้รถราชการประจำตำแหน่ง",
}
"""What can be given, with its word."""


def stands(since: date, until: date, ended: date | None, day: date) -> bool:
    """Whether a power that was given counts on a day; its first and last day both count.

    Args:
        ended: the day on which one was taken back: it counts no more from then on, though what was
            decided earlier on that day stands.

    >>> stands(date(2026, 10, 1), date(2027, 9, 30), None, date(2027, 9, 30))
    True
    >>> days = date(2026, 11, 1), date(2026, 11, 2)
    >>> [stands(date(2026, 10, 1), date(2027, 9, 30), date(2026, 11, 2), day) for day in days]
    [True, False]
    """
    return since <= day <= until and (ended is None or day < ended)


def term_fault(since: date, until: date, today: date) -> str:
    """What is wrong with a term of a power: ``backwards`` or ``over``; empty where nothing is.

    >>> term_fault(date(2026, 10, 1), date(2026, 9, 30), date(2026, 8, 1))
    'backwards'
    >>> term_fault(date(2025, 10, 1), date(2026, 9, 30), date(2026, 10, 1))
    'over'
    >>> term_fault(date(2026, 10, 1), date(2027, 9, 30), date(2026, 8, 1))
    ''
    """
    if until < since:
        return "backwards"
    return "over" if until < today else ""


def clash(
    since: date, until: date, others: Iterable[tuple[date, date]]
) -> tuple[date, date] | None:
    """The first of other terms (first and last day) that shares a day with this one.

    >>> clash(date(2026, 10, 1), date(2027, 9, 30), [(date(2027, 9, 30), date(2027, 12, 1))])
    (datetime.date(2027, 9, 30), datetime.date(2027, 12, 1))
    >>> clash(date(2026, 10, 1), date(2027, 9, 30), [(date(2027, 10, 1), date(2027, 12, 1))])
    """
    return next((one for one in others if one[0] <= until and since <= one[1]), None)
