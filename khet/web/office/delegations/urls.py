from django.urls import path

from khet.web.office.delegations import views

urlpatterns = [
    path("", views.delegations, name="delegations"),
    path("give", views.give, name="delegation-give"),
    path("<int:pk>/end", views.end, name="delegation-end"),
    path("<int:pk>/take-back", views.back, name="delegation-take-back"),
]
