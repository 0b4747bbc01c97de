from django.urls import path

from khet.web.office.folder import letter, page, steps

urlpatterns = [
    path("", page.folder, name="folder"),
    path("act", page.act, name="folder-act"),
    path("panel", page.folder_panel, name="panel-folder"),
    path("letters/<int:pk>/steps", letter.letter_steps, name="letter-steps"),
    path("letters/<int:pk>/step/<str:step>", steps.take_step, name="letter-step"),
]
