"""The panel of school accounts that a home shows."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khet.records.office.models import Duty
from khet.records.office.queries.monthly import cells_of, monthly_duties
from khet.records.registry.access import CHECK_ACCOUNTS
from khet.rules.calendar import fiscal_year
from khet.rules.deadlines import SCHOOL_ACCOUNTS, first_month, terms_of
from khet.rules.month_grid import standing, tally
from khet.rules.months import month_of
from khet.web.office.monthly.words import month_name
from khet.web.parts.private import private
from khet.web.parts.viewer import viewer_of


@private
@require_safe
def show_accounts(request: HttpRequest) -> HttpResponse:
    """How many schools sent the accounts of the month that is due now, and what waits."""
    viewer = viewer_of(request)
    viewer.require(CHECK_ACCOUNTS)
    rule, today = SCHOOL_ACCOUNTS.code, viewer.today
    month = month_of(today).plus(-terms_of(rule, today, viewer.tables).after)
    cells = cells_of(viewer.area, rule, [month])
    reach = viewer.scope.reach[CHECK_ACCOUNTS]
    of_month = {"rule": rule, "year": fiscal_year(month.first).be, "month": month.key}
    states = {
        "waiting": monthly_duties(viewer.area, rule, Duty.State.DONE, reach).count(),
        "returned": monthly_duties(viewer.area, rule, Duty.State.RETURNED, reach).count(),
    }
    context = {
        "begun": first_month(rule, viewer.tables),
        "month": month_name(month),
        "tally": tally(standing(cell.state, cell.due, today) for cell in cells),
        "handed_in": f"{reverse('office:monthly')}?{urlencode({**of_month, 'state': 'handed-in'})}",
        "late": f"{reverse('office:monthly')}?{urlencode({**of_month, 'state': 'late'})}",
        "check": f"{reverse('office:monthly-check')}?rule={rule}",
        **states,
    }
    return render(request, "office/monthly/_panel_accounts.html", context)
