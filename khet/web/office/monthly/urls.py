from django.urls import path

from khet.web.office.monthly import checking, exempting, panels, views

urlpatterns = [
    path("", views.show_months, name="monthly"),
    path("grid.xlsx", views.export_months, name="monthly-xlsx"),
    path("start", views.start, name="monthly-start"),
    path("panels/accounts", panels.show_accounts, name="panel-accounts"),
    path("check", checking.show_waiting, name="monthly-check"),
    path("check/accept", checking.accept_several, name="monthly-accept"),
    path("check/<int:pk>", checking.check, name="monthly-check-one"),
    path("exempt", exempting.exempt, name="monthly-exempt"),
]
