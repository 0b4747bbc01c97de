from django.urls import path

from khet.web.learning.planning import nearest_views, views

urlpatterns = [
    path("planning", views.show_planning, name="planning"),
    path("planning/edit", views.edit_planning, name="planning-edit"),
    path("planning.xlsx", views.export_planning, name="planning-xlsx"),
    path("nearest", nearest_views.show_nearest, name="nearest"),
    path("nearest.xlsx", nearest_views.export_nearest, name="nearest-xlsx"),
    path("panels/targets", nearest_views.show_own, name="panel-targets"),
]
