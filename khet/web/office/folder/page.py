"""แฟ้มเสนอ: all that lies before a person in one list, and acting on several at once."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from khet.records.office.queries.folder import assignees
from khet.records.registry.access import SIGN_LETTERS
from khet.rules.powers import LETTERS
from khet.web.account.own import is_own
from khet.web.office.delegations.deciding import decides, why_not
from khet.web.office.folder.forms import OpinionsForm, OrderForm, SeveralForm
from khet.web.office.folder.sources import CODE, act_on_letters
from khet.web.parts.filling import form_page
from khet.web.parts.folder import (
    RefusedError,
    Source,
    Waiting,
    act_on,
    powers_of,
    waiting_for,
)
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, viewer_of

PER_PAGE = 30
_MOST = 5
Found = tuple[Source, Waiting]


def _at_office(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not viewer.office_sight.office:
        raise PermissionDenied
    return viewer


@private
@require_safe
def folder(request: HttpRequest) -> HttpResponse:
    """The list, of every kind or of one."""
    viewer = _at_office(request)
    found = waiting_for(viewer)
    counts = Counter(source.code for source, _one in found)
    labels = {source.code: _(source.label) for source, _one in found}
    kind = request.GET.get("kind", "")
    kind = kind if kind in labels else ""
    chosen = [pair for pair in found if kind in ("", pair[0].code)]
    context = {
        "leaf": Paginator(chosen, PER_PAGE).get_page(request.GET.get("page")),
        "kinds": [(code, labels[code], n) for code, n in counts.items()],
        "kind": kind,
        "n": len(found),
        "can_act": any(one.act for _source, one in chosen),
        "lapsed": _lapsed(viewer),
    }
    return render(request, "office/folder/folder.html", context)


@private
@require_safe
def folder_panel(request: HttpRequest) -> HttpResponse:
    """The first of them, as a panel of the home page."""
    found = waiting_for(_at_office(request))
    rows = [(one, one.act or _(source.label)) for source, one in found[:_MOST]]
    context = {"rows": rows, "n": len(found)}
    return render(request, "office/folder/_panel.html", context)


@dataclass(frozen=True)
class Chosen:
    """What was ticked, as it waits now, and what doesn't wait any more: its titles and sources."""

    found: Sequence[Found]
    gone: Sequence[str]
    gone_of: Collection[str]

    @property
    def orders(self) -> bool:
        """Whether on one of them an order is written."""
        return any(one.orders for _source, one in self.found)

    @property
    def endorsed(self) -> bool:
        """Whether one of them goes on with an opinion."""
        return any(one.endorsed for _source, one in self.found)


@private
@sensitive_post_parameters("password")
@form_page
def act(request: HttpRequest) -> HttpResponse:
    """Act on what was ticked: one text, one password, all or nothing."""
    viewer = _at_office(request)
    data = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(viewer, data.getlist("one"), data.getlist("told"))
    if not chosen.found and not chosen.gone:
        messages.info(request, _("ยังไม่ได้เลือกเรื่อง: แตะช่องหน้าเรื่องที่จะดำเนินการก่อน"))
        return redirect("office:folder")
    form = _form(request, viewer, chosen)
    own = request.method == "POST" and is_own(request, form, "password")
    if own and form.is_valid() and _done(viewer, chosen, form):
        told = _("ดำเนินการแล้ว %(n)s เรื่อง: %(acts)s")
        messages.success(request, told % {"n": len(chosen.found), "acts": _acts(chosen.found)})
        return redirect("office:folder")
    context = {"form": form, "chosen": chosen, "acts": _acts(chosen.found)}
    return render(request, "office/folder/act.html", context)


def _chosen(viewer: Viewer, ticked: Iterable[str], titles: Sequence[str]) -> Chosen:
    keys = list(dict.fromkeys(ticked))
    waiting = waiting_for(viewer, {key.partition(":")[0] for key in keys})
    here = {f"{source.code}:{one.key}": (source, one) for source, one in waiting}
    found = [here[key] for key in keys if key in here and here[key][1].act]
    told = dict(zip(keys, titles, strict=False))
    gone = [key for key in keys if key not in here]
    titles = [told.get(key) or _("เรื่องที่เลือกไว้") for key in gone]
    return Chosen(found, titles, {key.partition(":")[0] for key in gone})


def _form(request: HttpRequest, viewer: Viewer, chosen: Chosen) -> SeveralForm | OrderForm:
    data = request.POST if request.method == "POST" else None
    if not chosen.orders:
        return OpinionsForm(data) if chosen.endorsed else SeveralForm(data)
    return OrderForm(data, assignees(viewer.area, viewer.today), viewer.today, None)


def _done(viewer: Viewer, chosen: Chosen, form: SeveralForm | OrderForm) -> bool:
    """Do it all, or say at the form why nothing was done."""
    if chosen.gone:
        form.add_error(None, _gone_told(viewer, chosen))
        return False
    try:
        with transaction.atomic():
            _act(viewer, chosen.found, form)
    except RefusedError as refused:
        form.add_error(None, _("ยังไม่ได้ทำเรื่องใด เพราะ %(why)s") % {"why": refused})
        return False
    return True


def _gone_told(viewer: Viewer, chosen: Chosen) -> str:
    """That what was ticked waits no more, why, and what can be done still."""
    told = _("ยังไม่ได้ทำเรื่องใด เพราะไม่รอท่านแล้ว: %(titles)s") % {"titles": ", ".join(chosen.gone)}
    held = {one.power for one in viewer.powers}
    ended = [power for power in powers_of(chosen.gone_of) if power not in held]
    why = [why_not(viewer, power) for power in ended]
    rest = _("กดอีกครั้งเพื่อทำเรื่องที่เหลือ") if chosen.found else ""
    return " ".join(filter(None, (*why, told, rest)))


def _act(viewer: Viewer, found: Iterable[Found], form: SeveralForm | OrderForm) -> None:
    """Each source does its own; an order on letters comes with those to whom it is given.

    Phrases are for letters that are ordered or endorsed; on all else stand the own words.
    """
    keys = [(source.code, one.key) for source, one in found]
    letters = [key for code, key in keys if code == CODE]
    given = form if isinstance(form, OrderForm) else None
    if letters:
        act_on_letters(viewer, letters, form.said, given)
    act_on(viewer, [pair for pair in keys if pair[0] != CODE], form.plain)


def _acts(found: Iterable[Found]) -> str:
    """What is done with how many: ``สั่งการ 2, ลงนาม 1``."""
    return ", ".join(f"{act} {n}" for act, n in Counter(one.act for _s, one in found).items())


def _lapsed(viewer: Viewer) -> str:
    """That the power to order is over, for who had it and decides no more."""
    return "" if decides(viewer, SIGN_LETTERS, LETTERS) else why_not(viewer, LETTERS)
