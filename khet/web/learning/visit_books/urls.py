from django.urls import path

from khet.web.learning.visit_books import overview, own, panels, school

urlpatterns = [
    path("all", overview.show_books, name="books"),
    path("start", overview.start_books, name="books-start"),
    path("own", own.show_own_book, name="own-book"),
    path("own/write", own.write_own_book, name="own-book-write"),
    path("own.<str:form>", own.own_book_file, name="own-book-file"),
    path("of/<str:key>", own.show_book, name="book"),
    path("panels/own", panels.show_panel, name="panel-own-book"),
    path("our-school", school.show_own_school_book, name="own-school-book"),
    path("schools/<str:code>", school.show_school_book, name="school-book"),
    path("schools/<str:code>/book.<str:form>", school.school_book_file, name="school-book-file"),
]
