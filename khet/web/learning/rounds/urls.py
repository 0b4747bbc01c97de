from django.urls import path

from khet.web.learning.rounds import views

urlpatterns = [path("rounds", views.show_rounds, name="rounds")]
