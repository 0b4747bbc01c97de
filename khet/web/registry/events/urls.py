from django.urls import path

from khet.web.registry.events import views

urlpatterns = [
    path("", views.show_events, name="events"),
    path("events.xlsx", views.export_events, name="events-xlsx"),
    path("pupil", views.show_pupil_views, name="pupil-views"),
]
