"""Bodies: committees of an order, statutory bodies, boards and meetings that come again."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from khet.records.registry.models import Unit, User
from khet.rules.thai import sort_key


class Body(models.Model):
    """People with a common task: those who meet, those whom an order appoints.

    ``numbering`` says by which year its meetings are counted, ``quorum`` how many must come.
    ``every`` and ``weekday`` (0 Monday) are its rhythm, ``hosts`` take turns. Of a ``closed`` body
    only its members, its secretariat and the heads of the office see meetings and minutes.
    ``upper`` is whom it reports to after each meeting, empty where it reports to nobody.
    """

    class Kind(models.TextChoices):
        STATUTORY = "statutory", "องค์คณะบุคคล"
        JOINT = "joint", "ประชุมร่วมองค์คณะ"
        BOARD = "board", "คณะกรรมการบริหารสำนักงาน"
        DIRECTORS = "directors", "ประชุมผู้บริหารสถานศึกษา"
        EXCHANGE = "exchange", "แลกเปลี่ยนเรียนรู้"
        COMMITTEE = "committee", "คณะกรรมการตามคำสั่ง"
        OTHER = "other", "คณะอื่น"

    class Numbering(models.TextChoices):
        FISCAL = "fiscal", "นับตามปีงบประมาณ"
        CALENDAR = "calendar", "นับตามปี พ.ศ."
        ACADEMIC = "academic", "นับตามปีการศึกษา"
        RUNNING = "running", "นับต่อเนื่อง"

    class Quorum(models.TextChoices):
        OVER_HALF = "over-half", "เกินกึ่งหนึ่ง"
        HALF = "half", "ไม่น้อยกว่ากึ่งหนึ่ง"
        TWO_THIRDS = "two-thirds", "ไม่น้อยกว่าสองในสาม"
        NONE = "none", "ไม่กำหนด"

    class Every(models.TextChoices):
        WEEK = "week", "ทุกสัปดาห์"
        MONTH = "month", "ทุกเดือน"
        TWO_MONTHS = "two-months", "ทุกสองเดือน"
        YEAR = "year", "ปีละครั้ง"
        NONE = "none", "ตามที่นัด"

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=60, blank=True)
    sort_key = models.CharField(max_length=900, editable=False)
    order = models.ForeignKey(
        "office.Order", models.PROTECT, null=True, blank=True, related_name="bodies"
    )
    tasks = models.TextField(blank=True)
    secretariat = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    closed = models.BooleanField(default=False)
    numbering = models.CharField(max_length=8, choices=Numbering, default=Numbering.FISCAL)
    quorum = models.CharField(max_length=10, choices=Quorum, default=Quorum.OVER_HALF)
    every = models.CharField(max_length=10, choices=Every, default=Every.NONE)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    upper = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="body_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(weekday__isnull=True) | Q(weekday__lte=6), name="body_weekday"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["area", "kind", "sort_key"])]

    def __str__(self) -> str:
        return self.short_name or self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class Seat(models.Model):
    """A place in a body: a person, whoever holds a role (at a unit, or at every one), or a guest.

    ``name`` is of somebody from outside the office, who has no account. The seat of the lowest
    ``place`` with part ``chair`` is accountable for the body.
    """

    class Part(models.TextChoices):
        CHAIR = "chair", "ประธาน"
        DEPUTY = "deputy", "รองประธาน"
        MEMBER = "member", "กรรมการ"
        SECRETARY = "secretary", "กรรมการและเลขานุการ"
        ASSISTANT = "assistant", "ผู้ช่วยเลขานุการ"
        ADVISER = "adviser", "ที่ปรึกษา"

    body = models.ForeignKey(Body, models.CASCADE, related_name="seats")
    place = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=10, choices=Part, default=Part.MEMBER)
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, role="", name="")
                | (Q(person__isnull=True, name="") & ~Q(role=""))
                | (Q(person__isnull=True, role="") & ~Q(name="")),
                name="seat_is_of_one",
            ),
            models.UniqueConstraint(
                fields=["body", "person", "since"],
                condition=Q(person__isnull=False),
                name="member_once",
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(person__isnull=False, since=None),
                name="member_from_the_first_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="seat_ends_after_it_begins",
            ),
        ]


class Host(models.Model):
    """A unit's turn to host the meetings of a body, in order of ``place``."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="hosts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "place"], name="one_host_a_turn"),
        ]
