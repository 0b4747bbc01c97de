"""Powers that the director of an office holds and may give to others (มอบอำนาจ).

Source: the Act on Administration of State Affairs 2534, sections 38 to 40: authority is delegated
in writing; who received it uses it in the giver's stead until it ends or is taken back.
"""

from collections.abc import Mapping
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
        ended: the last day of one that was taken back before its time.

    >>> stands(date(2026, 10, 1), date(2027, 9, 30), None, date(2027, 9, 30))
    True
    >>> stands(date(2026, 10, 1), date(2027, 9, 30), date(2026, 11, 1), date(2026, 11, 2))
    False
    """
    return since <= day <= min(until, ended or until)
