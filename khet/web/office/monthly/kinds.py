"""The kind of record that a month is: what monthly duties are about."""

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from khet.records.office.queries.monthly import MONTH
from khet.records.registry.access import SEE_WORK
from khet.rules.calendar import fiscal_year
from khet.rules.months import parse_month
from khet.web.office.monthly.words import RULES, month_name, tab_name
from khet.web.parts.kinds import Kind, Named, Ref, register
from khet.web.parts.viewer import Viewer


def _months(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Keys are ``2569-11``, or ``2569-11/school/rule`` for what one school sent.

    A month is no secret; what a school sent is for those who see its work.
    """
    rules = {rule.code: tab_name(rule) for rule in RULES}
    leads, found = viewer.scope.may(SEE_WORK), {}
    for ref in refs:
        key, *of_school = ref.key.split("/")
        try:
            month = parse_month(key)
        except ValueError:
            continue
        asked = f"year={fiscal_year(month.first).be}&month={month.key}"
        told = month_name(month, short=True)
        if of_school:
            if len(of_school) != 2 or of_school[1] not in rules:
                continue
            school, rule = of_school
            if not viewer.scope.may_at(SEE_WORK, school):
                continue
            asked, told = f"rule={rule}&{asked}", f"{rules[rule]} {told}"
        found[ref] = Named(told, f"{reverse('office:monthly')}?{asked}" if leads else "")
    return found


KINDS = {MONTH: Kind(_("งานประจำเดือน"), _months)}
register(KINDS, {}, {})
