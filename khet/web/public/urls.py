from django.urls import path

from khet.web.public import views

urlpatterns = [
    path("language", views.language, name="language"),
    path("design", views.design, name="design"),
]
