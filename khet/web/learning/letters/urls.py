from django.urls import path

from khet.web.learning.letters import views

urlpatterns = [
    path("letters", views.show_letters, name="letters"),
    path("letters.pdf", views.print_letters, name="letters-pdf"),
    path("letters.xlsx", views.export_letters, name="letters-xlsx"),
]
