from django.urls import include, path

app_name = "registry"
urlpatterns = [
    path("", include("khet.web.registry.units.urls")),
    path("people/", include("khet.web.registry.people.urls")),
    path("imports/", include("khet.web.registry.imports.urls")),
    path("events/", include("khet.web.registry.events.urls")),
]
