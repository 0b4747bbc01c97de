from django.urls import path

from khet.web.office.bodies import views

urlpatterns = [
    path("", views.show_bodies, name="bodies"),
    path("<int:pk>", views.show_body, name="body"),
]
