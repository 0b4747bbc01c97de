from django.urls import path

from khet.web.learning.scan import views

urlpatterns = [
    path("scan", views.show_scan, name="scan"),
    path("scan.xlsx", views.export_scan, name="scan-xlsx"),
    path("scan/<str:code>.xlsx", views.export_school, name="scan-school-xlsx"),
    path("scan/<str:code>", views.show_school, name="scan-school"),
]
