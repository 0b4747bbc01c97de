from django.urls import path

from khet.web.learning.figures import measures, views

urlpatterns = [
    path("measures", measures.show_measures, name="measures"),
    path("measures/<slug:code>", measures.show_measure, name="measure"),
    path("figure/<slug:measure>", views.show_figure, name="figure"),
    path("figure-pupils", views.show_pupils, name="figure-pupils"),
    path("files/<int:file>/rows/<int:row>", views.show_row, name="row"),
]
