from django.urls import path

from khet.web.learning.visits import views

urlpatterns = [
    path("list", views.show_visits, name="visits"),
    path("<int:pk>", views.show_visit, name="visit"),
    path("findings", views.show_findings, name="findings"),
]
