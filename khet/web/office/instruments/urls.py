from django.urls import path

from khet.web.office.instruments import views

urlpatterns = [
    path("", views.show_instruments, name="instruments"),
    path("<int:pk>", views.show_instrument, name="instrument"),
]
