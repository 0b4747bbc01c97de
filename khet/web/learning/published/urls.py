from django.urls import path

from khet.web.learning.published import views

urlpatterns = [
    path("published", views.show_published, name="published"),
    path("published/add", views.add_published, name="published-add"),
    path("published/<int:pk>/withdraw", views.withdraw, name="published-withdraw"),
]
