"""Files of records as they leave: only to who may see the record they belong to."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from khet.records.office.queries.files import attached
from khet.web.office.evidence.serving import stored_file
from khet.web.parts.kinds import Ref, named
from khet.web.parts.viewer import viewer_of
from khet.web.public.errors import Nearest


@require_safe
def take_attached(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of a record; a picture may be shown, everything else is taken away.

    Raises:
        Http404: there is no such file.
        PermissionDenied: its record isn't seen.
        NotHereError: the file was lost from the folder of the installation.
    """
    file = get_object_or_404(attached(), pk=pk)
    record = Ref(file.about_kind, file.about_key)
    seen = named(viewer_of(request), [record]).get(record)
    if seen is None:
        raise PermissionDenied
    return stored_file(request, file, Nearest(seen.label, seen.url))
