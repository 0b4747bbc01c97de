"""A page that is one form: shown, filled in, and shown again with what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khet.web.registry.people.words import FAULTS, fault_told


@dataclass(frozen=True)
class Page:
    """What stands around the form: title, button, the page to go back to, and words before it."""

    title: str
    button: str
    back: str
    lead: str = ""
    warning: str = ""


def filled(
    request: HttpRequest, form: forms.Form, page: Page, do: Callable[[], str]
) -> HttpResponse:
    """Do what a good form asks for, and go to the address that comes back; else show the form."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                where = do()
        except FAULTS as fault:
            form.add_error(None, fault_told(fault))
        else:
            return redirect(where)
    return render(request, "registry/people/form.html", {"form": form, "page": page})
