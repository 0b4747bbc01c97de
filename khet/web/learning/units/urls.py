from django.urls import path

from khet.web.learning.units import sheet_views, views

urlpatterns = [
    path("our-school", views.show_own_school, name="own-school"),
    path("schools/<str:code>", views.show_school, name="school"),
    path("schools/<str:code>/sheet.pdf", sheet_views.print_sheet, name="sheet"),
    path("networks/<str:code>/sheets.pdf", sheet_views.print_network_sheets, name="network-sheets"),
    path("networks/<str:code>", views.show_network, name="network"),
    path("districts/<str:code>", views.show_district, name="district"),
    path("subjects", views.show_first_subject, name="subjects"),
    path("subjects/<slug:subject>", views.show_subject, name="subject"),
    path("subjects/<slug:subject>.xlsx", views.export_subject, name="subject-xlsx"),
]
