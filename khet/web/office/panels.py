"""Panels of duties that the home page shows by their address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.office.models import Duty
from khet.records.office.queries.duties import duties_at, late
from khet.records.registry.access import SEE_SCHOOL_RESULTS
from khet.records.registry.models import UnitKind
from khet.web.parts.kinds import Ref, named
from khet.web.parts.private import private
from khet.web.parts.viewer import viewer_of


@private
@require_safe
def own_duties(request: HttpRequest) -> HttpResponse:
    """What the reader still owes the office at the own school, the first due first."""
    viewer = viewer_of(request)
    viewer.require(SEE_SCHOOL_RESULTS)
    held = [role for role in viewer.roles if role.unit.kind == UnitKind.SCHOOL]
    owed = list(duties_at({r.unit.code for r in held}, {r.role for r in held}, Duty.State.OPEN))
    refs = {duty.pk: Ref(duty.about_kind, duty.about_key) for duty in owed}
    names = named(viewer, refs.values())
    rows = [(duty, names.get(refs[duty.pk]), late(duty, viewer.today)) for duty in owed]
    return render(request, "office/_panel_duties.html", {"rows": rows})
