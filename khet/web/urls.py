from django.urls import include, path

urlpatterns = [
    path("", include("khet.web.home.urls")),
    path("", include("khet.web.public.urls")),
    path("learning/", include("khet.web.learning.urls")),
]
