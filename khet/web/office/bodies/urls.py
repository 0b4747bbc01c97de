from django.urls import path

from khet.web.office.bodies import seats, views

urlpatterns = [
    path("", views.show_bodies, name="bodies"),
    path("<int:pk>", views.show_body, name="body"),
    path("<int:pk>/seats", seats.show_seats, name="seats"),
    path("people", seats.show_people, name="people"),
]
