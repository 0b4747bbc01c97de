from django.urls import path

from khet.web.registry.imports import brought, views

urlpatterns = [
    path("", views.show_registers, name="imports"),
    path("files/<uuid:pk>", brought.show_import, name="import"),
    path("files/<uuid:pk>/report.xlsx", brought.take_report, name="import-report"),
    path("<slug:key>", views.bring_register, name="bring"),
    path("<slug:key>.<slug:ending>", views.take_register, name="take"),
]
