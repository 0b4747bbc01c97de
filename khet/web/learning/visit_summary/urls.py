from django.urls import path

from khet.web.learning.visit_summary import views

urlpatterns = [
    path("", views.show_summary, name="visit-summary"),
]
