"""Every night: the names of visitors that are kept no longer are blanked."""

from datetime import datetime

from django.utils import timezone

from khet.jobs.background import BY
from khet.records.office.actions.visitors import forget_visitors
from khet.records.office.queries.owed import areas_on
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import calendar_year
from khet.rules.visitors import names_kept_from


def forget_everywhere(now: datetime) -> None:
    """Blank names in every area, by how long its own table keeps them."""
    today = timezone.localdate(now)
    for area in areas_on(today):
        first = names_kept_from(today, office_tables(area), calendar_year(today).be)
        forget_visitors(by=BY, area=area, before=first)
