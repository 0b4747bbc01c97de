from django.urls import path

from khet.web.office.orders import changes, listing, page, papers, register, steps

urlpatterns = [
    path("", listing.show_orders, name="orders"),
    path("orders.xlsx", listing.orders_xlsx, name="orders-xlsx"),
    path("add", changes.add, name="order-add"),
    path("register", register.show_register, name="order-register"),
    path("register.xlsx", register.register_xlsx, name="order-register-xlsx"),
    path("register/reserve", register.reserve, name="number-reserve"),
    path("register/continue", register.continue_paper, name="series-continue"),
    path("register/<int:pk>/cancel", register.cancel, name="number-cancel"),
    path("<int:pk>", page.show_order, name="order"),
    path("<int:pk>/change", changes.change, name="order-change"),
    path("<int:pk>/copy", changes.copy, name="order-copy"),
    path("<int:pk>/step/<str:step>", steps.take_step, name="order-step"),
    path("<int:pk>/order.<str:kind>", papers.order_paper_file, name="order-paper"),
    path("<int:pk>/committees/add", changes.committee_add, name="committee-add"),
    path("<int:pk>/committees/<int:body>", changes.committee_change, name="committee-change"),
    path(
        "<int:pk>/committees/<int:body>/remove", changes.committee_remove, name="committee-remove"
    ),
]
