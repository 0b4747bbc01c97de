from django.urls import path

from khet.web.learning.recording import syncing, views

urlpatterns = [
    path("", views.show_start, name="visit-record-start"),
    path("new", views.record_new, name="visit-record-new"),
    path("token", syncing.token, name="visit-token"),
    path("sync", syncing.sync, name="visit-sync"),
    path("photo", syncing.photo, name="visit-photo"),
    path("<uuid:number>", views.record, name="visit-record"),
]
