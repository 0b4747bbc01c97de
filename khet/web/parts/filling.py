"""A page that is one form for one deed: shown, filled in, and shown again with what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

form_page = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Page:
    """What stands around the form: title, button, the page to go back to, and words before it.

    ``done`` is said afterwards; ``quoted`` (label and text) is shown beside what was refused;
    ``lists`` are what fields suggest, by the name of the list; ``thai`` is a title that is Thai in
    every language. ``hindered`` is why the deed can't be done, said instead of the form when the
    page is opened. ``template`` is another than the usual page, which shows all fields in a row.
    """

    title: str
    button: str
    back: str
    lead: str = ""
    warning: str = ""
    done: str = ""
    quoted: Sequence[tuple[str, str]] = ()
    lists: Mapping[str, Iterable[str]] = field(default_factory=dict)
    thai: bool = False
    hindered: str = ""
    template: str = "parts/form.html"


def filled(
    request: HttpRequest,
    form: forms.Form,
    page: Page,
    do: Callable[[], str],
    faults: tuple[type[Exception], ...] = (),
    told: Callable[[Exception], str | dict[str, str]] = str,
) -> HttpResponse:
    """Do what a good form asks for, and go to the address that comes back; else show the form.

    What can't be done is raised by ``do``: as a ``ValidationError``, or as one of the ``faults``,
    of which ``told`` gives the words, or the words by field.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                where = do()
        except ValidationError as refused:
            _refuse(form, refused)
        except faults as fault:
            _refuse(form, ValidationError(told(fault)))
        else:
            if page.done:
                messages.success(request, page.done)
            return redirect(where)
    return show_form(request, form, page)


def show_form(request: HttpRequest, form: forms.Form, page: Page) -> HttpResponse:
    """The page as it stands."""
    return render(request, page.template, {"form": form, "page": page})


def nothing_asked(request: HttpRequest) -> forms.Form:
    """The form of what is only confirmed."""
    return forms.Form(request.POST if request.method == "POST" else None)


def _refuse(form: forms.Form, refused: ValidationError) -> None:
    """Say it at its field; what is of no field that the form has is said of the whole."""
    for name, told in refused.update_error_dict({}).items():
        form.add_error(name if name in form.fields else None, ValidationError(told))
