from django.urls import path

from khet.web.learning.visits import conflict, findings, listing, page, panels, pictures, steps

urlpatterns = [
    path("list", listing.show_visits, name="visits"),
    path("list.xlsx", listing.visits_xlsx, name="visits-xlsx"),
    path("<int:pk>", page.show_visit, name="visit"),
    path("<int:pk>/photos", pictures.show_photos, name="visit-photos"),
    path("<int:pk>/photos/<int:photo>", pictures.take_photo, name="visit-picture"),
    path("<int:pk>/history", page.show_history, name="visit-history"),
    path("<int:pk>/tell", steps.tell, name="visit-tell"),
    path("<int:pk>/acknowledge", steps.acknowledge, name="visit-acknowledge"),
    path("<int:pk>/answer", steps.answer, name="visit-answer"),
    path("<int:pk>/follow-up", steps.follow, name="visit-follow-up"),
    path("<int:pk>/close", steps.close, name="visit-close"),
    path("<int:pk>/conflicts/<int:conflict>", conflict.show_conflict, name="visit-conflict"),
    path("findings", findings.show_findings, name="findings"),
    path("findings.xlsx", findings.findings_xlsx, name="findings-xlsx"),
    path("panels/week", panels.of_week, name="panel-visits-week"),
    path("panels/unanswered", panels.without_answer, name="panel-visits-unanswered"),
    path("panels/school", panels.of_school, name="panel-visits-school"),
    path("panels/advice", panels.advice, name="panel-advice"),
]
