from django.urls import path

from khet.web.office.news import ages, changing, listing, pictures, steps

urlpatterns = [
    path("", listing.show_list, name="news"),
    path("panel", ages.show_panel, name="panel-news"),
    path("propose", changing.propose, name="news-propose"),
    path("ages", ages.show_ages, name="news-ages"),
    path("ages/schools", ages.show_ages, {"schools": True}, name="news-ages-schools"),
    path("<int:pk>", listing.show_item, name="news-item"),
    path("<int:pk>/change", changing.change, name="news-change"),
    path("<int:pk>/step/<str:step>", steps.take_step, name="news-step"),
    path("<int:pk>/pictures/add", pictures.add, name="news-picture-add"),
    path("<int:pk>/pictures/<int:picture>", pictures.describe, name="news-picture"),
    path("<int:pk>/files/<int:file>/off", changing.file_off, name="news-file-off"),
]
