"""Which register a page is about: the reader's area, in the academic year asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.registry.access import SEE_REGISTERS
from khet.records.registry.models import Unit
from khet.records.registry.queries.register import Registered, register_of
from khet.rules.calendar import academic_year
from khet.rules.thai import arabic_digits
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

_OLDEST = 2500
_SUGGESTED = 5


@dataclass
class Register:
    """The register of the reader's area in an academic year (BE), read once."""

    viewer: Viewer
    year: int

    @property
    def area(self) -> Unit:
        """The reader's area."""
        return self.viewer.area

    @cached_property
    def all(self) -> list[Registered]:
        """Every school of the area, those ended by then too."""
        return register_of(self.area, self.year, self.viewer.today, self.viewer.tables)

    @property
    def everywhere(self) -> bool:
        """Whether the reader sees every school of the area."""
        return self.viewer.scope.may_everywhere(SEE_REGISTERS)

    def seen(self, schools: Iterable[Registered]) -> list[Registered]:
        """Those of the schools that the reader may see by name."""
        may_at = self.viewer.scope.may_at
        return [school for school in schools if may_at(SEE_REGISTERS, school.code)]

    def url(self, name: str, *args: str, **more: str) -> str:
        """The address of a page of the registers in the same year."""
        query = {"year": str(self.year), **{key: value for key, value in more.items() if value}}
        return f"{reverse(f'registry:{name}', args=args)}?{urlencode(query)}"


def asked_register(request: HttpRequest) -> Register:
    """The register that a request asks for; by default of the newest year with pupils counted.

    Raises:
        PermissionDenied: the reader may not see registers.
        NotHereError: no such year.
    """
    viewer = viewer_of(request)
    viewer.require(SEE_REGISTERS)
    asked = arabic_digits(request.GET.get("year", "")).strip()
    if not asked:
        return Register(viewer, viewer.register_year)
    current = academic_year(viewer.today).be
    if not asked.isdecimal() or len(asked) > 4 or not _OLDEST <= int(asked) <= current:
        near = [Nearest(str(y), f"{request.path}?year={y}") for y in viewer.register_years]
        told = _("ไม่มีข้อมูลพื้นฐานของปีการศึกษา “%(year)s”") % {"year": asked[:20]}
        raise NotHereError(told, near[:_SUGGESTED])
    return Register(viewer, int(asked))
