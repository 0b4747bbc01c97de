from django.urls import path

from khet.web.office.minutes import views

urlpatterns = [
    path("<int:pk>", views.show_minutes, name="minutes"),
    path("instructions/<int:pk>", views.show_instruction, name="instruction"),
]
