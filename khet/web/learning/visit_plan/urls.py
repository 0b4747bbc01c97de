from django.urls import path

from khet.web.learning.visit_plan import views

urlpatterns = [
    path("", views.show_plan, name="visit-plan"),
    path("proposal", views.propose, name="visit-proposal"),
    path("requests", views.show_requests, name="visit-requests"),
    path("assignments", views.show_assignments, name="assignments"),
    path("coverage", views.show_coverage, name="coverage"),
]
