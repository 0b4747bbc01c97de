from django.urls import path

from khet.web.learning.visit_summary import own, panels, rows, views

urlpatterns = [
    path("", views.show_summary, name="visit-summary"),
    path("rows", rows.show_rows, name="visit-summary-rows"),
    path("panels/my-schools", own.my_schools, name="panel-my-schools"),
    path("panels/place", panels.of_place, name="panel-visits-place"),
    path("panels/instruments", panels.instruments_of_school, name="panel-instruments-school"),
    path("keep", views.keep_summary, name="visit-summary-keep"),
    path("summary.<str:form>", views.summary_file, name="visit-summary-file"),
]
