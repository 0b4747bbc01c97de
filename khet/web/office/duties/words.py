"""Duties as lines say them: what, about what, whose, until when, how far."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khet.records.office.models import Duty
from khet.records.office.queries.duties import late
from khet.records.office.queries.owners import Owners
from khet.records.registry.access import ROLES
from khet.rules.deadlines import DEADLINES
from khet.rules.duties import ELSEWHERE, OWED, Pressing, pressing
from khet.rules.posts import post_at
from khet.web.office.kinds import duty_name, state_name
from khet.web.parts.kinds import Named, Ref, named
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer

CHECKED = frozenset(rule.code for rule in DEADLINES.values() if rule.checked)
"""The rules after which somebody looks at what was done."""

_NAMES = 3
_DONE_AT = {
    "office.meeting": ("office:minutes", True),
    "office.month": ("office:monthly-send", False),
    "learning.book": ("learning:book", True),
}
"""Of a kind of record that duties are about, the page on which they are done, and whether its key
is the record's; else it is the duty's."""


@dataclass(frozen=True)
class Row:
    """A duty as a line of a list; ``names`` are of those who own it, ``late`` in days."""

    duty: Duty
    title: str
    about: Named | None
    owner: str
    names: tuple[str, ...]
    late: int
    state: str
    pressing: Pressing

    @property
    def few_names(self) -> str:
        """The names of the owners; of many the first, and how many more there are."""
        first, more = self.names[:_NAMES], len(self.names) - _NAMES
        told = ", ".join(first)
        return _("%(names)s และอีก %(n)s คน") % {"names": told, "n": more} if more > 0 else told

    @property
    def due(self) -> SafeString:
        """The day, how late that is, and whether it was moved."""
        told = be_date(self.duty.due)
        if self.late:
            told = format_html("{} <b>{}</b>", told, _("เกินกำหนด %(n)s วัน") % {"n": self.late})
        moved = self.duty.due != self.duty.first_due
        extra = format_html(' <span class="quiet">{}</span>', _("ขยายเวลาแล้ว")) if moved else ""
        return format_html("{}{}", told, extra)

    @property
    def url(self) -> str:
        """The page of the duty."""
        return reverse("office:duty", args=[self.duty.pk])

    @property
    def elsewhere(self) -> str:
        """The page on which it is done, where that is not its own."""
        return done_at(self.duty, self.about)

    @property
    def can_begin(self) -> bool:
        """Whether nobody has said yet how it goes."""
        return self.duty.state in OWED and not self.duty.progress


def done_at(duty: Duty, about: Named | None) -> str:
    """The address at which a duty that is owed is done, where it has one of its own."""
    if duty.rule not in ELSEWHERE or duty.state not in OWED:
        return ""
    if duty.about_kind in _DONE_AT:
        page, of_record = _DONE_AT[duty.about_kind]
        return reverse(page, args=[duty.about_key if of_record else duty.pk])
    return about.url if about else ""


def rows_of(viewer: Viewer, duties: Iterable[Duty], owners: Owners | None = None) -> list[Row]:
    """Duties with the names that the viewer may see; each kind of record is asked for once.

    What a duty with a title is about is looked up only where it is done on that record's page.
    """
    found = list(duties)
    refs = {d.pk: Ref(d.about_kind, d.about_key) for d in found if not d.title or _done_there(d)}
    names = named(viewer, refs.values())
    return [_row(viewer, duty, names.get(refs.get(duty.pk, _NOTHING)), owners) for duty in found]


_NOTHING = Ref("", "")


def _done_there(duty: Duty) -> bool:
    """Whether a duty is done on the page of what it is about."""
    return duty.rule in ELSEWHERE and duty.state in OWED and duty.about_kind not in _DONE_AT


def _row(viewer: Viewer, duty: Duty, about: Named | None, owners: Owners | None) -> Row:
    return Row(
        duty,
        title_of(duty, about),
        about,
        owner_of(duty),
        owners.names(duty) if owners else (),
        late(duty, viewer.today),
        state_of(duty),
        pressing(duty.due, viewer.today),
    )


def title_of(duty: Duty, about: Named | None) -> str:
    """What is to be done: the duty's own title, or its rule and what it is about."""
    name = duty_name(duty.rule)
    if duty.title or about is None:
        return duty.title or name
    return about.label if about.label.startswith(name) else f"{name} · {about.label}"


def owner_of(duty: Duty) -> str:
    """Whose a duty is: the post with its unit, the person, the team or the body."""
    if duty.role:
        label = _(ROLES[duty.role].label) if duty.role in ROLES else duty.role
        return post_at(str(label), str(duty.unit))
    return str(duty.person or duty.team or duty.body)


def state_of(duty: Duty) -> str:
    """How far a duty is: ``กำลังทำ``, ``ส่งแล้ว รอตรวจ``, ``เสร็จ``."""
    if duty.state == Duty.State.OPEN and duty.progress:
        return _(Duty.Progress(duty.progress).label)
    if duty.state == Duty.State.DONE:
        return _("ส่งแล้ว รอตรวจ") if duty.rule in CHECKED else _("เสร็จ")
    return state_name(duty.state)
