from django.urls import path

from khet.web.public import views

urlpatterns = [
    path("favicon.ico", views.icon, name="icon"),
    path("language", views.language, name="language"),
    path("design", views.design, name="design"),
]
