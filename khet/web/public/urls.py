from django.urls import path

from khet.web.public import calendar, contact, front, news, schools, views

urlpatterns = [
    path("favicon.ico", views.icon, name="icon"),
    path("language", views.language, name="language"),
    path("design", views.design, name="design"),
    path("public", front.show_front, name="public"),
    path("public/calendar", calendar.show_calendar, name="public-calendar"),
    path("news", news.show_news, name="news"),
    path("news/<int:pk>", news.show_item, name="news-item"),
    path("news/<int:pk>/files/<int:file>", news.take_file, name="news-file"),
    path("plans", news.show_plans, name="plans"),
    path("schools", schools.show_schools, name="public-schools"),
    path("complain", contact.show_complaining, name="complain"),
    path("contact", contact.show_contact, name="contact"),
]
