from django.urls import path

from khet.web.office.visitors import counter, stats, views

urlpatterns = [
    path("", views.visitors, name="visitors"),
    path("sign", views.sign, name="visitor-sign"),
    path("hold", counter.hold, name="visitor-hold"),
    path("leave", counter.leave, name="visitor-leave"),
    path("stats", stats.stats, name="visitor-stats"),
    path("visitors.xlsx", views.visitors_xlsx, name="visitors-xlsx"),
    path("<int:pk>", views.visitor, name="visitor"),
    path("<int:pk>/step/<str:step>", views.take_step, name="visitor-step"),
]
