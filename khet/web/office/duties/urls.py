from django.urls import path

from khet.web.office.duties import acting, listing, one

urlpatterns = [
    path("", listing.show_duties, name="duties"),
    path("duties.xlsx", listing.duties_xlsx, name="duties-xlsx"),
    path("<int:pk>", one.show_duty, name="duty"),
    path("<int:pk>/begin", acting.begin, name="duty-begin"),
    path("<int:pk>/<slug:what>", acting.act, name="duty-act"),
]
