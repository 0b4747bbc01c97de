from django.urls import path

from khet.web.settings import jobs, views

app_name = "settings"
urlpatterns = [
    path("", views.show_tables, name="tables"),
    path("jobs", jobs.show_jobs, name="jobs"),
    path("jobs/again", jobs.try_again, name="try-again"),
    path("<slug:table>", views.show_table, name="table"),
    path("<slug:table>/change", views.edit_table, name="change"),
    path("<slug:table>/back", views.edit_table, {"back": True}, name="back"),
]
