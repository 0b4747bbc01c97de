from django.urls import path

from khet.web.office.circulars import (
    answers,
    form_answer,
    inbox,
    listing,
    page,
    panels,
    papers,
    preparing,
    receipt,
    sending,
)

urlpatterns = [
    path("", inbox.show_inbox, name="inbox"),
    path("sent/", listing.show_circulars, name="circulars"),
    path("panels/inbox", panels.unread, name="panel-inbox"),
    path("panels/unread", panels.least, name="panel-unread"),
    path("receipts/<int:pk>", receipt.show_receipt, name="receipt"),
    path("receipts/<int:pk>/read", receipt.read, name="receipt-read"),
    path("receipts/<int:pk>/answer", receipt.answer, name="receipt-answer"),
    path("receipts/<int:pk>/form", form_answer.fill_in, name="receipt-form"),
    path("receipts/<int:pk>/return", receipt.give_back, name="receipt-return"),
    path("receipts/<int:pk>/files/<int:file>/off", receipt.file_off, name="receipt-file-off"),
    path("receipts/<int:pk>/receipt.<str:kind>", papers.receipt_file, name="receipt-paper"),
    path("sent/<int:pk>", page.show_sending, name="circular"),
    path("sent/<int:pk>/open", receipt.open_own, name="circular-open"),
    path("sent/<int:pk>/panel", panels.of_letter, name="panel-circular"),
    path("sent/<int:pk>/prepare", preparing.prepare, name="circular-prepare"),
    path("sent/<int:pk>/prepare/count", preparing.count, name="circular-count"),
    path("sent/<int:pk>/send", sending.send, name="circular-send"),
    path("sent/<int:pk>/remind", sending.remind, name="circular-remind"),
    path("sent/<int:pk>/step/<str:step>", sending.take_step, name="circular-step"),
    path("sent/<int:pk>/receivers.xlsx", page.receivers_xlsx, name="circular-xlsx"),
    path("sent/<int:pk>/answers", answers.show_answers, name="circular-answers"),
    path("sent/<int:pk>/answers.xlsx", answers.answers_xlsx, name="circular-answers-xlsx"),
]
