from django.urls import include, path

from khet.web.learning import panels, views
from khet.web.learning.pupils.views import show_pupil

app_name = "learning"
urlpatterns = [
    path("", include("khet.web.learning.imports.urls")),
    path("", include("khet.web.learning.scan.urls")),
    path("pupils/<int:pk>", show_pupil, name="pupil"),
    path("", include("khet.web.learning.figures.urls")),
    path("", include("khet.web.learning.compare.urls")),
    path("", include("khet.web.learning.published.urls")),
    path("", include("khet.web.learning.letters.urls")),
    path("", include("khet.web.learning.success.urls")),
    path("", include("khet.web.learning.rounds.urls")),
    path("", include("khet.web.learning.collecting.urls")),
    path("", include("khet.web.learning.answers.urls")),
    path("", include("khet.web.learning.planning.urls")),
    path("", include("khet.web.learning.rewards.urls")),
    path("", include("khet.web.learning.standards.urls")),
    path("", include("khet.web.learning.units.urls")),
    path("visits/", include("khet.web.learning.visits.urls")),
    path("visits/plan/", include("khet.web.learning.visit_plan.urls")),
    path("visits/record/", include("khet.web.learning.recording.urls")),
    path("visits/books/", include("khet.web.learning.visit_books.urls")),
    path("visits/summary/", include("khet.web.learning.visit_summary.urls")),
    path("overview", views.show_overview, name="overview"),
    path("colours", views.show_colours, name="colours"),
    path("colours.xlsx", views.export_colours, name="colours-xlsx"),
    path("panels/colours", panels.colours, name="panel-colours"),
    path("panels/schools", panels.schools_first, name="panel-schools"),
    path("panels/own-school", panels.own_schools, name="panel-own"),
    path("panels/pupils", panels.pupils_to_help, name="panel-pupils"),
    path("panels/school", panels.of_school, name="panel-school"),
]
