from django.urls import path

from khet.web.office.bodies import changes, views
from khet.web.office.meetings import planning

urlpatterns = [
    path("", views.show_bodies, name="bodies"),
    path("new", changes.add, name="body-add"),
    path("<int:pk>", views.show_body, name="body"),
    path("<int:pk>/change", changes.change, name="body-change"),
    path("<int:pk>/hosts", changes.hosts, name="body-hosts"),
    path("<int:pk>/plan", planning.plan, name="meeting-plan"),
    path("<int:pk>/plan-many", planning.plan_many, name="meeting-plan-many"),
]
