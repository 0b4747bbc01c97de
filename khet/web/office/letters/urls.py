from django.urls import path

from khet.web.office.letters import listing, page

urlpatterns = [
    path("", listing.show_book, name="letters"),
    path("<int:pk>", page.show_letter, name="letter"),
]
