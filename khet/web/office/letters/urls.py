from django.urls import path

from khet.web.office.letters import (
    changing,
    listing,
    numbers,
    page,
    panels,
    papers,
    registering,
    registers,
)

urlpatterns = [
    path("", listing.show_book, name="letters"),
    path("book.<str:kind>", registers.take_book, name="letter-book"),
    path("panel", panels.letters_today, name="panel-letters"),
    path("register", registering.register, name="letter-register"),
    path("draft", changing.draft, name="letter-draft"),
    path("numbers", numbers.show_numbers, name="letter-numbers"),
    path("numbers/reserve", numbers.reserve, name="letter-number-reserve"),
    path("numbers/continue", numbers.continue_paper, name="letter-series-continue"),
    path("numbers/<int:pk>/cancel", numbers.cancel, name="letter-number-cancel"),
    path("<int:pk>", page.show_letter, name="letter"),
    path("<int:pk>/change", changing.change, name="letter-change"),
    path("<int:pk>/attach", changing.attach_files, name="letter-attach"),
    path("<int:pk>/files/<int:file>/remove", changing.remove_file, name="letter-file-remove"),
    path("<int:pk>/letter.<str:kind>", papers.letter_paper_file, name="letter-paper"),
]
