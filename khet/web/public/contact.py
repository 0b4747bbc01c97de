"""How the office is reached, and how somebody complains until complaints have their own system."""

import re
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khet.records.registry.models import Unit
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import academic_year
from khet.rules.tables import Tables
from khet.rules.thai import arabic_digits
from khet.web.parts.viewer import viewer_of
from khet.web.public.frame import public_page

_NUMBER = re.compile(r"0[\d\s-]{7,13}\d")


class Contact(NamedTuple):
    """How the office is reached; what is empty it hasn't told."""

    address: str
    phone: str
    email: str
    hours: str
    map: str

    @property
    def known(self) -> bool:
        """Whether anything was told."""
        return any(self)

    @property
    def dialled(self) -> str:
        """The first number of ``phone`` as a telephone dials it; empty where there is none.

        >>> Contact("", "๐ 7461 0000 ต่อ 12", "", "", "").dialled
        '074610000'
        """
        found = _NUMBER.search(arabic_digits(self.phone))
        return re.sub(r"\D", "", found[0]) if found else ""


def contact_of(tables: Tables, today: date) -> Contact:
    """What the office told of itself, as it counts today."""
    told = tables.of("office_contact", academic_year(today).be)
    return Contact(**{name: str(told[name]) for name in Contact._fields})


@public_page
def show_contact(request: HttpRequest, office: Unit) -> HttpResponse:
    """How the office is reached."""
    return render(request, "public/contact.html", _context(request, office))


@public_page
def show_complaining(request: HttpRequest, office: Unit) -> HttpResponse:
    """How somebody complains: not here yet, so by letter, by telephone or in person."""
    return render(request, "public/complain.html", _context(request, office))


def _context(request: HttpRequest, office: Unit) -> dict[str, object]:
    contact = contact_of(office_tables(office), viewer_of(request).today)
    return {"contact": contact, "office": office}
