"""What a file seems to be that isn't of the register it was brought for."""

from collections.abc import Callable, Collection

from khet.figures.intake.headings import recognise
from khet.figures.intake.sheets import Sheet
from khet.jobs.registers.register import Register

Places = Callable[[type[Register]], Collection[str]]


def misfits(register: Register, places: Collection[str]) -> bool:
    """Whether a file with these columns of the register lacks one, or says nothing by them."""
    told = {c.key for c in register.columns if not c.beside} - {*register.identity}
    return _lacks(type(register), places) or told.isdisjoint(places)


def seeming(
    register: Register, kinds: Collection[type[Register]], sheet: Sheet, places_of: Places
) -> str:
    """What a file that misfits seems to be, and where to bring it; empty where nobody knows."""
    own = len(places_of(type(register)))
    fits = [(len(places_of(kind)), kind) for kind in kinds if not _lacks(kind, places_of(kind))]
    most, kind = max(fits, key=lambda fit: fit[0], default=(0, type(register)))
    if most > own:
        return f"ดูเหมือนเป็นไฟล์{kind.title}: นำเข้าที่ทะเบียนนั้น หรือเลือกไฟล์ใหม่"
    scores = recognise(sheet)
    if scores and len(scores.places) > own:
        return "ดูเหมือนเป็นไฟล์คะแนนสอบ: นำเข้าที่หน้านำเข้าคะแนน หรือเลือกไฟล์ใหม่"
    return ""


def _lacks(kind: type[Register], places: Collection[str]) -> bool:
    return any(column.required and column.key not in places for column in kind.columns)
