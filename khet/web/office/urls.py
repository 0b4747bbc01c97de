from django.urls import path

from khet.web.office import panels

app_name = "office"
urlpatterns = [path("panels/duties", panels.own_duties, name="panel-duties")]
