from django.urls import include, path

urlpatterns = [
    path("", include("khet.web.urls")),
]
handler403 = "khet.web.public.errors.refused"
handler404 = "khet.web.public.errors.not_found"
