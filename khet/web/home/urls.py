from django.urls import path

from khet.web.home import views

urlpatterns = [path("", views.home, name="home")]
