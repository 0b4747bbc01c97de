"""``/sw.js``: what keeps prepared pages on a device. It stands at the root to reach every page."""

import hashlib
import json
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

KEPT_DAYS = 14
"""How long a prepared page stays on a device."""
ASSETS = (
    *("khet.css", "visits/record.css", "khet.js", "khet.svg", "django_htmx/htmx-2.min.js"),
    *("days.js", "instruments/expressions.js", "instruments/items.js"),
    *(f"fonts/Sarabun-{weight}.woff2" for weight in ("Regular", "SemiBold")),
    *(
        f"visits/{name}.js"
        for name in (
            *("checks", "clearing", "fields", "findings", "leaving"),
            *("photos", "queue", "record", "start", "store", "worker"),
        )
    ),
)
"""All that a record page needs beside itself."""
_SCRIPT = Path(__file__).with_name("worker.js")


@login_not_required
@cache_control(no_cache=True)
@require_safe
def show_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the addresses of what it may keep."""
    known = {
        "assets": [static(name) for name in ASSETS],
        "static": static("khet.css").rpartition("/")[0] + "/",
        "start": reverse("learning:visit-record-start"),
        "days": KEPT_DAYS,
    }
    script = _SCRIPT.read_text(encoding="utf-8")
    told = hashlib.sha256(f"{known}{script}".encode()).hexdigest()[:12]
    text = f"const KNOWN = {json.dumps({**known, 'version': told})};\n{script}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")
