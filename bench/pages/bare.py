"""A bare Django page for comparison: twenty rows, for who is signed in.

``python -m bench.pages.bare PORT`` serves it as Khet is served.
"""

import os
import sys

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

ROWS = 20


@login_required
def units(request: HttpRequest) -> HttpResponse:
    """The first units of the register."""
    rows = apps.get_model("registry", "Unit").objects.order_by("pk")[:ROWS]
    return render(request, "units.html", {"units": rows})


urlpatterns = [path("", units)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.pages.bare_settings")
application = get_wsgi_application()

if __name__ == "__main__":
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "bench.pages.bare:application",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=2,
        log_access=False,
    ).serve()
