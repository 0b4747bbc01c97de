from django.urls import path

from khet.web.learning.success import views

urlpatterns = [
    path("success", views.show_success, name="success"),
    path("success.xlsx", views.export_success, name="success-xlsx"),
]
