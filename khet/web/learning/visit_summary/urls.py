from django.urls import path

from khet.web.learning.visit_summary import rows, views

urlpatterns = [
    path("", views.show_summary, name="visit-summary"),
    path("rows", rows.show_rows, name="visit-summary-rows"),
    path("keep", views.keep_summary, name="visit-summary-keep"),
    path("summary.<str:form>", views.summary_file, name="visit-summary-file"),
]
