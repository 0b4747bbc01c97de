from django.urls import path

from khet.web.office.late import views

urlpatterns = [
    path("", views.show_late, name="late"),
]
