from django.urls import path

from khet.web.office.evidence import views

urlpatterns = [
    path("", views.show_list, name="evidence-list"),
    path("<int:pk>", views.show_evidence, name="evidence"),
]
