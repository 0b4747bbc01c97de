"""Today's letters and those sent back, as a panel of the home of who keeps the books or drafts."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from khet.records.office.queries.letters import counted_today, returned_to
from khet.web.office.letters.asked import LetterDesk, at_office
from khet.web.parts.panels import Panel
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer

_MOST = 20


@private
@require_safe
def letters_today(request: HttpRequest) -> HttpResponse:
    """What was sent back to the reader; for who keeps the books also how many were registered
    today, and how many wait to be proposed."""
    desk = at_office(request)
    viewer, registers = desk.viewer, desk.registers
    if not registers and not desk.drafts:
        raise PermissionDenied
    back = returned_to(viewer.office_sight, registers=registers)
    context = {"back": list(back[:_MOST]), "registers": registers}
    if registers:
        received, waiting = counted_today(viewer.office_sight, viewer.today)
        context |= {"received": received, "waiting": waiting, "today": viewer.today}
    return render(request, "office/letters/_panel.html", context)


def _registers(viewer: Viewer) -> bool:
    return LetterDesk(viewer).registers


def _has_back(viewer: Viewer) -> bool:
    desk = LetterDesk(viewer)
    if desk.registers or not desk.drafts:
        return False
    return returned_to(viewer.office_sight, registers=False).exists()


LETTERS = Panel(_("หนังสือรับวันนี้"), "office:panel-letters", "office:letters", _registers)
SENT_BACK = Panel(_("หนังสือที่ส่งกลับ"), "office:panel-letters", "office:letters", _has_back)
