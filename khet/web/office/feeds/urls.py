from django.urls import path

from khet.web.office.feeds import links, views

urlpatterns = [
    path("feeds", links.show_feeds, name="feeds"),
    path("feeds/<int:pk>/revoke", links.revoke, name="feed-revoke"),
    path("feed/<str:token>.ics", views.read_feed, name="feed"),
]
