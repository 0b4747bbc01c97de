"""A page that is one form of a meeting or body: shown, filled in, shown again with its faults."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


@dataclass(frozen=True)
class Page:
    """What stands around a form: title, button, the page to go back to, words before it.

    ``notes`` are warnings, ``places`` known places to choose from, ``done`` is said afterwards.
    """

    title: str
    button: str
    back: str
    lead: str = ""
    notes: Iterable[str] = field(default_factory=tuple)
    places: Iterable[str] = field(default_factory=tuple)
    done: str = ""


class RefusedError(Exception):
    """What was typed can't be done: the field that is wrong (none: the whole), and why."""

    def __init__(self, field_name: str | None, told: str) -> None:
        super().__init__(told)
        self.field, self.told = field_name, told


def filled(
    request: HttpRequest, form: forms.Form, page: Page, do: Callable[[], str]
) -> HttpResponse:
    """Do what a good form asks for, and go to the address that comes back; else show the form."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                where = do()
        except RefusedError as fault:
            form.add_error(fault.field, fault.told)
        else:
            if page.done:
                messages.success(request, page.done)
            return redirect(where)
    return render(request, "office/meetings/form.html", {"form": form, "page": page})
