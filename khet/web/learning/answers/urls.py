from django.urls import path

from khet.web.learning.answers import closing, panels, views

urlpatterns = [
    path("answer", views.show_answer, name="answer"),
    path("answer/save", views.save_answer, name="answer-save"),
    path("answers", views.show_answers, name="answers"),
    path("answers.xlsx", views.export_answers, name="answers-xlsx"),
    path("answers/read", views.read_answers, name="answers-read"),
    path("answers/day", closing.change_day, name="answers-day"),
    path("answers/close", closing.close, name="answers-close"),
    path("panels/answers", panels.of_school, name="panel-answers"),
    path("panels/unanswered", panels.unanswered, name="panel-unanswered"),
]
