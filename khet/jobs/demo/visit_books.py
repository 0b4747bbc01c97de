"""Supervisors' monthly books of the demonstration: most sent in time, one late, one still owed."""

from datetime import date, timedelta

from khet.jobs.demo.visit_course import at
from khet.jobs.open_books import open_all_books
from khet.records.learning.access import made_by
from khet.records.learning.actions.books import BookText, send_book
from khet.records.learning.models import Visit
from khet.records.office.actions.monthly import start_monthly
from khet.records.office.models import Duty
from khet.records.registry.models import Unit, User
from khet.rules.deadlines import SUPERVISION_BOOK
from khet.rules.months import Month, month_of
from khet.rules.supervision_books import read_book_key

_BACK, _LATE_BY = 4, timedelta(6)
_OWES, _WAS_LATE = 3, 5
"""The places, in Thai order, of who owes the newest book and of who sent one too late."""
_PROBLEMS = (
    "ครูย้ายกลางภาคเรียนหลายโรงเรียน งานต่อเนื่องขาดช่วง (สาธิต)",
    "โรงเรียนขนาดเล็กครูไม่ครบชั้น นัดนิเทศพร้อมกันทั้งโรงเรียนไม่ได้ (สาธิต)",
    "เดือนนี้มีอบรมซ้อนกันสองครั้ง เลื่อนนิเทศไปเดือนหน้า (สาธิต)",
)
_PROPOSALS = (
    "ให้โรงเรียนในเครือข่ายแลกเปลี่ยนครูที่สอนซ่อมได้ผล (สาธิต)",
    "จัดชุดแบบฝึกอ่านของเขตให้ใช้ร่วมกันทุกโรงเรียน (สาธิต)",
)


def write_books(*, by: str, area: Unit, today: date) -> None:
    """Ask for books from some months ago on, and have supervisors send theirs."""
    first = month_of(today).plus(-_BACK)
    start_monthly(by=by, area=area, rule=SUPERVISION_BOOK, first=first, today=today)
    open_all_books(by=by, today=today, area=area)
    owed = Duty.objects.filter(rule=SUPERVISION_BOOK.code).order_by("about_key")
    keys = [key for duty in owed if (key := read_book_key(duty.about_key))]
    people = User.objects.filter(pk__in={person for person, _ in keys})
    places = {user.pk: place for place, user in enumerate(people.order_by("sort_key", "pk"))}
    newest = max(month for _, month in keys)
    for person, month in keys:
        if (places[person], month) != (_OWES, newest):
            _send(area, people.get(pk=person), places[person], month, today)


def _send(area: Unit, person: User, place: int, month: Month, today: date) -> None:
    visits = Visit.objects.filter(made_by(person), day__range=(month.first, month.last))
    schools = visits.values("school").distinct().count()
    told = f"ออกนิเทศ {visits.count()} ครั้ง {schools} โรงเรียน"
    summary = f"{told} เน้นการอ่านออกเขียนได้และการนิเทศภายใน (สาธิต)"
    text = BookText(
        summary, _PROBLEMS[(place + month.number) % len(_PROBLEMS)], _PROPOSALS[place % 2]
    )
    late = _LATE_BY if place == _WAS_LATE and month.number % 2 else timedelta(0)
    day = min(month.last + timedelta(1 + place % 5) + late, today)
    send_book(by=person, area=area, month=month, text=text, told=told, at=at(day, 16))
