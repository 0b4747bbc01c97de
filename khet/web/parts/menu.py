"""The menu: sections in their fixed order, each with its pages and who may open them.

A section appears when the reader may open one of its pages.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from khet.records.registry.access import SEE_AREA_RESULTS


class Page(NamedTuple):
    """A page of the menu: its name in the addresses, and the permission that it asks for."""

    label: str
    name: str
    permission: str | None


class Section(NamedTuple):
    """A section of the menu; its pages' addresses begin with ``path``."""

    label: str
    path: str
    pages: tuple[Page, ...]


def sections() -> tuple[Section, ...]:
    """All sections, in the language of the page."""
    return (
        Section(
            _("ผลสัมฤทธิ์และกลุ่มสี"),
            "/learning/",
            (
                Page(_("ภาพรวม"), "learning:overview", SEE_AREA_RESULTS),
                Page(_("กลุ่มสี"), "learning:colours", SEE_AREA_RESULTS),
            ),
        ),
    )
