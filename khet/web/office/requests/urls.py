from django.urls import path

from khet.web.office.requests import changing, listing, papers, steps

urlpatterns = [
    path("", listing.show_requests, name="requests"),
    path("panel", listing.panel, name="panel-requests"),
    path("ask/<str:service>", changing.ask, name="request-ask"),
    path("<int:pk>", listing.show_request, name="request"),
    path("<int:pk>/change", changing.change, name="request-change"),
    path("<int:pk>/files/<int:file>/off", changing.file_off, name="request-file-off"),
    path("<int:pk>/step/<str:step>", steps.take_step, name="request-step"),
    path("<int:pk>/request.<str:kind>", papers.request_file, name="request-paper"),
]
