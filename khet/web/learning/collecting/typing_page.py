"""The page on which a school types its results."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khet.jobs.check_part import Sender
from khet.jobs.collect_parts import keep_part
from khet.records.learning.queries import parts_of_school
from khet.web.learning.asked import subjects_of
from khet.web.learning.collecting.asked import asked_sender, send_url
from khet.web.learning.collecting.typed import MORE, MOST_ROWS, Typed
from khet.web.learning.collecting.words import due_words
from khet.web.learning.words import sitting_title
from khet.web.parts.names import sees_names, tell_seen, why_hidden
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of


@private
@require_http_methods(["GET", "HEAD", "POST"])
def type_results(request: HttpRequest, pk: int) -> HttpResponse:
    """A table of the grade's pupils and the subjects, checked as a file would be."""
    sender, viewer = asked_sender(request, pk), viewer_of(request)
    named = sees_names(viewer, sender.school, sender.sitting.academic_year)
    typed = Typed(sender, subjects_of(sender.sitting, viewer.tables), named)
    if request.method == "POST":
        more = request.POST.get("do") == "more"
        typed.read(request.POST, *([MORE] if more else []))
        if not more and _sent(request, typed):
            return redirect(send_url(sender))
    else:
        parts = parts_of_school(sender.school.code, sender.collection)
        typed.fill(next((part for part in parts if part.current), None))
    response = render(request, "learning/collecting/type.html", _context(viewer, sender, typed))
    _tell(viewer, sender, typed)
    return response


def _sent(request: HttpRequest, typed: Typed) -> bool:
    """Whether what was typed was kept."""
    reasons = typed.check(request.POST.dict())
    if reasons is None or typed.report is None:
        return False
    by, sender = signed_in(request), typed.sender
    keep_part(by=by, sender=sender, report=typed.report, accepted=reasons)
    messages.success(request, _("ส่งผลให้เขตแล้ว"))
    return True


def _context(viewer: Viewer, sender: Sender, typed: Typed) -> dict[str, object]:
    return {
        "sender": sender,
        "collection": sender.collection,
        "title": sitting_title(sender.sitting),
        "due": due_words(sender.collection, viewer.today),
        "typed": typed,
        "most": MOST_ROWS,
        "faults": list(typed.faults),
        "why_hidden": "" if typed.named else why_hidden(viewer),
        "back": send_url(sender),
    }


def _tell(viewer: Viewer, sender: Sender, typed: Typed) -> None:
    """Leave the event that these pupils were seen by name, where any were."""
    if keys := [pupil.pk for pupil in typed.shown]:
        sitting = sender.sitting
        tell_seen(viewer, sender.school.code, sitting.academic_year, sitting.grade, keys)
