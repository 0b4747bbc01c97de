from django.urls import path

from khet.web.learning.compare import views

urlpatterns = [
    path("compare", views.show_compare, name="compare"),
    path("compare.xlsx", views.export_compare, name="compare-xlsx"),
]
