from django.urls import path

from khet.web.office.calendar import holidays, views

urlpatterns = [
    path("", views.show_calendar, name="calendar"),
    path("like/<int:pk>", views.show_like, name="calendar-like"),
    path("holidays", holidays.show_holidays, name="holidays"),
    path("holidays/add", holidays.add_day, name="holiday-add"),
    path("holidays/paste", holidays.add_lines, name="holiday-paste"),
    path("holidays/open", holidays.open_day, name="holiday-open"),
    path("holidays/<int:pk>/remove", holidays.remove, name="holiday-remove"),
]
