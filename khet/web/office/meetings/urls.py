from django.urls import path

from khet.web.office.meetings import views

urlpatterns = [
    path("", views.show_meetings, name="meetings"),
    path("<int:pk>", views.show_meeting, name="meeting"),
]
