from django.urls import path

from khet.web.office.searching import views

urlpatterns = [
    path("", views.show_found, name="search"),
]
