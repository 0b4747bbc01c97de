from django.urls import path

from khet.web.office.calendar import views

urlpatterns = [
    path("", views.show_calendar, name="calendar"),
    path("like/<int:pk>", views.show_like, name="calendar-like"),
]
