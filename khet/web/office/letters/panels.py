"""Today's letters, as a panel of the home of who keeps the books."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from khet.records.office.queries.letters import counted_today
from khet.web.office.letters.asked import LetterDesk, registering
from khet.web.parts.panels import Panel
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer


@private
@require_safe
def letters_today(request: HttpRequest) -> HttpResponse:
    """How many letters were registered today, and how many wait to be proposed."""
    viewer = registering(request).viewer
    received, waiting = counted_today(viewer.office_sight, viewer.today)
    context = {"received": received, "waiting": waiting, "today": viewer.today}
    return render(request, "office/letters/_panel.html", context)


def _registers(viewer: Viewer) -> bool:
    return LetterDesk(viewer).registers


LETTERS = Panel(_("หนังสือรับวันนี้"), "office:panel-letters", "office:letters", _registers)
