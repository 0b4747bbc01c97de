"""The kind of record that a paper which left as a file is, and the words of its events."""

import re
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_noop as _

from khet.records.registry.access import SEE_WORK
from khet.web.parts.kinds import Kind, Named, Ref, register
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer

ACTIONS = {"export-paper": _("ส่งออกเอกสาร"), "remind-duty": _("เตือนงาน")}
FIELDS = {"form": _("รูปแบบไฟล์"), "people": _("จำนวนคน")}
_KEY = re.compile(r"(board|hand-over)(?: \d{1,18})? (\d{4}-\d\d-\d\d)")


def _papers(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Keys are ``board <day>`` and ``hand-over <key of the person> <day>``."""
    if not viewer.scope.may_everywhere(SEE_WORK):
        return {}
    words = {
        "board": (now("แฟ้มวาระบอร์ด %(day)s"), reverse("office:board-paper")),
        "hand-over": (now("สมุดส่งมอบงาน %(day)s"), reverse("office:hand-over")),
    }
    found = {}
    for ref in refs:
        if told := _KEY.fullmatch(ref.key):
            label, page = words[told[1]]
            found[ref] = Named(label % {"day": be_date(date.fromisoformat(told[2]))}, page)
    return found


KINDS = {"office.paper": Kind(_("เอกสารที่ส่งออก"), _papers)}
register(KINDS, ACTIONS, FIELDS)
