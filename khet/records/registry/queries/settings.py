"""What an office decided otherwise than the tables that come with Khet."""

from khet.records.registry.models import Setting, Unit
from khet.rules.tables import Tables, tables_with


def office_tables(area: Unit) -> Tables:
    """The dated tables that count for an area: its own editions beside those of Khet."""
    rows = Setting.objects.filter(area=area).order_by("pk")
    return tables_with(rows.values_list("table", "year", "content"))


def changes_of(area: Unit, table: str) -> list[Setting]:
    """Every change of a table of an area, newest first."""
    return list(Setting.objects.filter(area=area, table=table).order_by("-pk"))


def last_change(area: Unit, table: str) -> int:
    """The key of the newest change of a table of an area; 0 where there is none."""
    newest = Setting.objects.filter(area=area, table=table).order_by("-pk")
    return newest.values_list("pk", flat=True).first() or 0


def newest_changes(area: Unit) -> dict[str, Setting]:
    """The newest change of every table of an area that was changed."""
    return {setting.table: setting for setting in Setting.objects.filter(area=area).order_by("pk")}
