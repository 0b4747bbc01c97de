from django.urls import path

from khet.web.learning.visit_books import views

urlpatterns = [
    path("own", views.show_own_book, name="own-book"),
    path("schools/<str:code>", views.show_school_book, name="school-book"),
]
