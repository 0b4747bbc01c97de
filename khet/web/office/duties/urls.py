from django.urls import path

from khet.web.office.duties import views

urlpatterns = [
    path("", views.show_duties, name="duties"),
    path("<int:pk>", views.show_duty, name="duty"),
]
