from django.urls import path

from khet.web.learning.recording import views

urlpatterns = [
    path("<uuid:number>", views.record, name="visit-record"),
]
