"""What anyone may open: the language, the icon, the design system."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

from khet.rules.calendar import academic_year
from khet.rules.colours import five_bands
from khet.web.learning.bars import bar
from khet.web.parts.viewer import viewer_of
from khet.web.public.samples import SampleForm, sample_schools

language = login_not_required(never_cache(set_language))


@login_not_required
@cache_control(public=True, max_age=86_400)
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """The icon, where browsers look for it by themselves."""
    return redirect(static("khet.svg"))


@login_not_required
@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """The design system, every part of it once."""
    bands = five_bands(academic_year(viewer_of(request).today).be)
    context = {
        "bands": bands,
        "bar": bar({band.key: 5 - place for place, band in enumerate(bands)}, bands),
        "form": SampleForm({}, label_suffix=""),
        "schools": sample_schools(bands),
    }
    return render(request, "public/design.html", context)
