from django.urls import include, path

from khet.web.learning.recording.worker import show_worker

urlpatterns = [
    path("sw.js", show_worker, name="worker"),
    path("", include("khet.web.home.urls")),
    path("", include("khet.web.public.urls")),
    path("", include("khet.web.account.urls")),
    path("learning/", include("khet.web.learning.urls")),
    path("office/", include("khet.web.office.urls")),
    path("registry/", include("khet.web.registry.urls")),
    path("reports/", include("khet.web.reports.urls")),
    path("settings/", include("khet.web.settings.urls")),
]
