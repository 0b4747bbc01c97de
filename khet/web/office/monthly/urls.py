from django.urls import path

from khet.web.office.monthly import views

urlpatterns = [
    path("", views.show_months, name="monthly"),
]
