"""Who may see what an office keeps: from everybody to those concerned."""

from django.db import models

from khet.records.registry.models import Unit, User


class Level(models.TextChoices):
    """How far a record may be seen, from the widest."""

    PUBLIC = "public", "เผยแพร่ได้"
    AREA = "area", "ทุกคนในเขต"
    OFFICE = "office", "ภายในสำนักงาน"
    UNIT = "unit", "เฉพาะหน่วยเจ้าของ"
    PERSON = "person", "เฉพาะผู้เกี่ยวข้อง"


class Kept(models.Model):
    """What belongs to a unit of an area and is seen as far as its level says.

    ``owner`` sees it always, and so do the members of ``body`` where it is of one.
    """

    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey("office.Body", models.PROTECT, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=6, choices=Level, default=Level.OFFICE)

    class Meta:
        abstract = True
