from django.urls import path

from khet.web.office.searching import nearby, views

urlpatterns = [
    path("", views.show_found, name="search"),
    path("nearby", nearby.show_nearby, name="search-nearby"),
]
