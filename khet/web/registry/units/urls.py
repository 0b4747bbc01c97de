from django.urls import path

from khet.web.registry.units import groups, programmes, pupils, quality, views

urlpatterns = [
    path("", views.show_area, name="area"),
    path("our-school", views.show_own_school, name="own-school"),
    path("schools", views.show_schools, name="schools"),
    path("schools.xlsx", views.export_schools, name="schools-xlsx"),
    path("schools/<str:code>", views.show_school, name="school"),
    path("schools/<str:code>/pupils", pupils.show_pupils, name="pupils"),
    path("schools/<str:code>/pupils.xlsx", pupils.export_pupils, name="pupils-xlsx"),
    path("panels/school", views.show_school_panel, name="panel-school"),
    path("districts", views.show_districts, name="districts"),
    path("districts/<str:code>", views.show_district, name="district"),
    path("networks", views.show_networks, name="networks"),
    path("networks/<str:code>", views.show_network, name="network"),
    path("groups", groups.show_groups, name="groups"),
    path("programmes", programmes.show_programmes, name="programmes"),
    path("programmes/<path:name>", programmes.show_programme, name="programme"),
    path("quality", quality.show_quality, name="quality"),
    path("quality/people", quality.show_people_quality, name="quality-people"),
]
