"""Panels of homes: what a school has to send, and what the office waits for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.learning.queries import collections_of, with_corrections
from khet.records.registry.access import IMPORT_SCORES, SCHOOL_HEAD, SEND_SCORES
from khet.web.learning.collecting.listing import counted
from khet.web.learning.collecting.sending import asked_of_schools
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, viewer_of


def has_to_send(viewer: Viewer) -> bool:
    """Whether something is open that a school is asked for, of others than who has the duty."""
    if not (viewer.at_school and viewer.scope.may(SEND_SCORES)):
        return False
    if any(role.role == SCHOOL_HEAD for role in viewer.roles):
        return False
    return any(asked for _, asked in asked_of_schools(viewer, open_only=True))


def waits_for_schools(viewer: Viewer) -> bool:
    """Whether the office has something open, or a correction to take in."""
    if not viewer.scope.may_everywhere(IMPORT_SCORES):
        return False
    held = collections_of(viewer.area)
    return any(one.closed_at is None for one in held) or bool(with_corrections(held))


@private
@require_safe
def to_send(request: HttpRequest) -> HttpResponse:
    """What is open for the person's schools."""
    viewer = viewer_of(request)
    viewer.require(SEND_SCORES)
    context = {"schools": asked_of_schools(viewer, open_only=True)}
    return render(request, "learning/collecting/_panel_send.html", context)


@private
@require_safe
def awaited(request: HttpRequest) -> HttpResponse:
    """What is open, with how many schools have sent."""
    viewer = viewer_of(request)
    viewer.require_everywhere(IMPORT_SCORES)
    context = {"rows": counted(viewer, open_only=True)}
    return render(request, "learning/collecting/_panel_awaited.html", context)
