from django.urls import include, path

urlpatterns = [
    path("", include("khet.web.urls")),
]
