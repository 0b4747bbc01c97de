from django.urls import path

from khet.web.office.trips import changing, listing, page, papers, reporting, steps

urlpatterns = [
    path("", listing.show_trips, name="trips"),
    path("trips.xlsx", listing.trips_xlsx, name="trips-xlsx"),
    path("essences", listing.show_essences, name="trip-essences"),
    path("ask", changing.ask, name="trip-ask"),
    path("<int:pk>", page.show_trip, name="trip"),
    path("<int:pk>/change", changing.change, name="trip-change"),
    path("<int:pk>/report", reporting.report, name="trip-report"),
    path("<int:pk>/files/<int:file>/off", reporting.file_off, name="trip-file-off"),
    path("<int:pk>/step/<str:step>", steps.take_step, name="trip-step"),
    path("<int:pk>/memo.<str:kind>", papers.memo_file, name="trip-memo"),
    path("<int:pk>/report.<str:kind>", papers.report_file, name="trip-report-paper"),
]
