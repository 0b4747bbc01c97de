"""Looking up files that people brought."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from khet.records.registry.models import Import, Unit, User


def find_import(pk: str) -> Import | None:
    """The brought file of that key with its area and who brought it, if there is one."""
    found = Import.objects.select_related("area", "brought_by").filter(pk=pk)
    try:
        return found.first()
    except ValidationError:
        return None


def imports_of(area: Unit, what: str) -> QuerySet[Import]:
    """The files of that kind that were brought in an area, newest first, without their reports."""
    brought = Import.objects.filter(area=area, what=what).select_related("brought_by")
    return brought.defer("report", "choices").order_by("-brought_at")


def user_of(pk: int | None) -> User | None:
    """The person of that key, if there is one."""
    return None if pk is None else User.objects.filter(pk=pk).first()


def left_lying(before: datetime) -> list[Import]:
    """Files that nobody kept or threw away, untouched since that time."""
    lying = (Import.State.WAITING, Import.State.CHECKED, Import.State.FAILED)
    return list(Import.objects.filter(state__in=lying, moved_at__lt=before))
