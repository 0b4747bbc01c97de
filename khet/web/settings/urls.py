from django.urls import path

from khet.web.settings import views

app_name = "settings"
urlpatterns = [
    path("", views.show_tables, name="tables"),
    path("<slug:table>", views.show_table, name="table"),
    path("<slug:table>/change", views.edit_table, name="change"),
    path("<slug:table>/back", views.edit_table, {"back": True}, name="back"),
]
