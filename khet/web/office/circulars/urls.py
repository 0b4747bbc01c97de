from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def _soon(request: HttpRequest, pk: int) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("<int:pk>", _soon, name="circular"),
    path("receipts/<int:pk>", _soon, name="receipt"),
]
