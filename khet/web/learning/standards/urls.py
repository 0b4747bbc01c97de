from django.urls import path

from khet.web.learning.standards import views

urlpatterns = [
    path("standards", views.show_standards, name="standards"),
    path("standards.xlsx", views.export_standards, name="standards-xlsx"),
    path("standards/withdraw", views.withdraw_standards, name="standards-withdraw"),
]
