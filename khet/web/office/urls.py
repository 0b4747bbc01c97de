from django.urls import include, path

from khet.web.office import panels

app_name = "office"
urlpatterns = [
    path("panels/duties", panels.own_duties, name="panel-duties"),
    path("duties/", include("khet.web.office.duties.urls")),
    path("late/", include("khet.web.office.late.urls")),
    path("monthly/", include("khet.web.office.monthly.urls")),
    path("own-months/", include("khet.web.office.monthly.own_urls")),
    path("calendar/", include("khet.web.office.calendar.urls")),
    path("evidence/", include("khet.web.office.evidence.urls")),
    path("search/", include("khet.web.office.searching.urls")),
    path("orders/", include("khet.web.office.orders.urls")),
    path("bodies/", include("khet.web.office.bodies.urls")),
    path("meetings/", include("khet.web.office.meetings.urls")),
    path("minutes/", include("khet.web.office.minutes.urls")),
    path("papers/", include("khet.web.office.gathered.urls")),
]
