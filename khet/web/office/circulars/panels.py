"""Parts of other pages: what is unread, which sendings are least read, and a letter's sending."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Receipt
from khet.records.office.queries.circulars import (
    BOOKS,
    any_open,
    circular_of,
    counts_of,
    least_read,
    to_be_sent,
)
from khet.records.registry.access import (
    APPROVE_MINUTES,
    AT_OFFICE,
    DRAFT_LETTERS,
    ROLES,
    SCHOOL_HEAD,
)
from khet.web.office.circulars.asked import Sending, inbox_of
from khet.web.office.circulars.inbox import rows_of
from khet.web.office.circulars.listing import Row
from khet.web.office.letters.asked import at_office, desk_of, letter_of
from khet.web.parts.panels import Panel
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, viewer_of

_SHOWN = 5
_RECENT = timedelta(60)


@private
@require_safe
def unread(request: HttpRequest) -> HttpResponse:
    """The newest circulars that are unread, and how many are still to be answered."""
    viewer = viewer_of(request)
    inbox = inbox_of(viewer)
    found = rows_of(viewer, inbox.page(_SHOWN, which=_unread()))
    context = {"rows": found, "unread": inbox.unread(), "owed": len(inbox.owed())}
    return render(request, "office/circulars/_panel_inbox.html", context)


@private
@require_safe
def least(request: HttpRequest) -> HttpResponse:
    """The sendings of the last weeks that are least read or answered."""
    viewer = at_office(request).viewer
    found = least_read(viewer.office_sight, _since(), _SHOWN)
    waiting = to_be_sent(viewer.office_sight).count()
    context = {"rows": [Row(circular, counts) for circular, counts in found], "waiting": waiting}
    return render(request, "office/circulars/_panel_least.html", context)


@private
@require_safe
def of_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """To whom a letter goes, as a part of its page: for the office, or for who received it.

    Raises:
        Http404: the letter isn't of a book whose letters go to many.
    """
    desk = desk_of(request)
    letter = letter_of(desk, pk)
    if letter.book not in BOOKS:
        raise Http404
    sight, circular = desk.viewer.office_sight, circular_of(letter)
    own = Receipt.objects.filter(circular=circular, unit__in=sight.units) if circular else ()
    counts = counts_of([circular.pk]).get(circular.pk) if circular else None
    context = {
        "letter": letter,
        "sending": Sending(desk, letter) if sight.office else None,
        "row": Row(circular, counts) if circular and counts else None,
        "receipt": next(iter(own), None),
    }
    return render(request, "office/circulars/_of_letter.html", context)


def _unread() -> Q:
    return Q(state=Receipt.State.UNREAD)


def _since() -> datetime:
    return timezone.now() - _RECENT


def _at_school(viewer: Viewer) -> bool:
    leads = any(role.role == SCHOOL_HEAD for role in viewer.roles)
    return leads or (viewer.at_school and _has_unread(viewer))


def _at_office(viewer: Viewer) -> bool:
    return not viewer.at_school and _has_room(viewer) and _has_unread(viewer)


def _has_unread(viewer: Viewer) -> bool:
    return bool(inbox_of(viewer).page(1, which=_unread()))


def _sends(viewer: Viewer) -> bool:
    at = [role for role in viewer.roles if role.unit.kind in AT_OFFICE]
    drafts = any(DRAFT_LETTERS in ROLES[role.role].permissions for role in at)
    return drafts and _has_room(viewer) and any_open(viewer.area, _since())


def _has_room(viewer: Viewer) -> bool:
    """Whether the home isn't full with what heads of the office and supervisors look after."""
    heads = viewer.scope.may_everywhere(APPROVE_MINUTES)
    return not heads and all(role.role != "supervisor" for role in viewer.roles)


SCHOOL_INBOX = Panel(_("หนังสือที่ยังไม่รับทราบ"), "office:panel-inbox", "office:inbox", _at_school)
OFFICE_INBOX = Panel(_("หนังสือที่ยังไม่รับทราบ"), "office:panel-inbox", "office:inbox", _at_office)
LEAST_READ = Panel(_("โรงเรียนที่ยังไม่รับทราบ"), "office:panel-unread", "office:circulars", _sends)
