"""A file that a person brings, from the form to its first look."""

from typing import Any

from django.http import HttpRequest

from khet.jobs.background import begin_look
from khet.jobs.uploads import place, receive
from khet.records.registry.actions.imports import bring
from khet.records.registry.models import Import
from khet.web.parts.viewer import signed_in, viewer_of


def brought(request: HttpRequest, what: str, file: Any) -> Import:
    """Take a file in, to be looked at; ``what`` says of which kind it is."""
    received = receive(file.chunks())
    held = bring(
        by=signed_in(request),
        area=viewer_of(request).area,
        what=what,
        name=file.name,
        sha256=received.sha256,
        size=received.size,
    )
    place(received, held)
    begin_look(held)
    return held
