from django.urls import include, path

from khet.web.office import files, panels, reminding

app_name = "office"
urlpatterns = [
    path("panels/duties", panels.own_duties, name="panel-duties"),
    path("panels/handed-on", panels.handed_on, name="panel-handed-on"),
    path("panels/late", panels.late_groups, name="panel-late"),
    path("panels/week", panels.due_this_week, name="panel-week"),
    path("remind", reminding.remind_owners, name="remind"),
    path("duties/", include("khet.web.office.duties.urls")),
    path("late/", include("khet.web.office.late.urls")),
    path("monthly/", include("khet.web.office.monthly.urls")),
    path("own-months/", include("khet.web.office.monthly.own_urls")),
    path("calendar/", include("khet.web.office.calendar.urls")),
    path("calendar/", include("khet.web.office.feeds.urls")),
    path("evidence/", include("khet.web.office.evidence.urls")),
    path("search/", include("khet.web.office.searching.urls")),
    path("instruments/", include("khet.web.office.instruments.urls")),
    path("orders/", include("khet.web.office.orders.urls")),
    path("bodies/", include("khet.web.office.bodies.urls")),
    path("meetings/", include("khet.web.office.meetings.urls")),
    path("minutes/", include("khet.web.office.minutes.urls")),
    path("papers/", include("khet.web.office.gathered.urls")),
    path("letters/", include("khet.web.office.letters.urls")),
    path("folder/", include("khet.web.office.folder.urls")),
    path("circulars/", include("khet.web.office.circulars.urls")),
    path("returned/", include("khet.web.office.returned.urls")),
    path("trips/", include("khet.web.office.trips.urls")),
    path("bookings/", include("khet.web.office.bookings.urls")),
    path("visitors/", include("khet.web.office.visitors.urls")),
    path("requests/", include("khet.web.office.requests.urls")),
    path("delegations/", include("khet.web.office.delegations.urls")),
    path("news/", include("khet.web.office.news.urls")),
    path("files/<int:pk>", files.take_attached, name="file"),
]
