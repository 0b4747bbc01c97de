from django.urls import path

from khet.web.office.monthly import school

urlpatterns = [
    path("", school.show_own, name="monthly-school"),
    path("<int:pk>", school.send, name="monthly-send"),
]
