from django.urls import path

from khet.web.office.orders import views

urlpatterns = [
    path("", views.show_orders, name="orders"),
    path("<int:pk>", views.show_order, name="order"),
]
