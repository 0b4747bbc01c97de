from django.urls import path

from khet.web.learning.imports import moves, sittings, views

urlpatterns = [
    path("imports", views.imports, name="imports"),
    path("imports/<uuid:pk>", views.one_import, name="import"),
    path("imports/<uuid:pk>/progress", views.progress, name="import-progress"),
    path("imports/<uuid:pk>/report.xlsx", views.report, name="import-report"),
    path("sittings", sittings.show_sittings, name="sittings"),
    path("sittings/versions", sittings.show_versions, name="versions"),
    path("sittings/differences", sittings.show_differences, name="differences"),
    path("sittings/source", sittings.download_source, name="source"),
    path("sittings/move", moves.move, name="move"),
    path("sittings/withdraw", moves.withdraw, name="withdraw"),
    path("sittings/recalculate", moves.calculate_again, name="recalculate"),
    path("sittings/return", moves.go_back, name="return"),
]
