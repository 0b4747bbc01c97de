from django.urls import path

from khet.web.office.bookings import asking, gathered, one, resources, week

urlpatterns = [
    path("", week.show_week, name="bookings"),
    path("day", week.show_day, name="bookings-day"),
    path("own", one.own, name="bookings-own"),
    path("asked", one.asked, name="bookings-asked"),
    path("panel", gathered.panel, name="panel-bookings"),
    path("usage.xlsx", resources.usage_xlsx, name="bookings-usage"),
    path("add", asking.ask, name="booking-add"),
    path("resources", resources.show_resources, name="resources"),
    path("resources/add", resources.add, name="resource-add"),
    path("resources/<int:pk>", resources.change, name="resource"),
    path("<int:pk>", one.show_booking, name="booking"),
    path("<int:pk>/move", asking.move, name="booking-move"),
    path("<int:pk>/allow", one.allow, name="booking-allow"),
    path("<int:pk>/refuse", one.refuse, name="booking-refuse"),
    path("<int:pk>/cancel", one.cancel, name="booking-cancel"),
    path("<int:pk>/close", one.close, name="booking-close"),
]
