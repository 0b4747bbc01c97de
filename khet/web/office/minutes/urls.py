from django.urls import path

from khet.web.office.minutes import (
    body_report,
    follow_up,
    instructions,
    panels,
    public,
    recommendations,
    steps,
    views,
    writing,
)

urlpatterns = [
    path("", views.minutes_list, name="minutes-list"),
    path("panel", panels.waiting_minutes, name="panel-minutes"),
    path("published", public.published, name="public-minutes"),
    path("published/<int:pk>", public.published_one, name="public-minutes-one"),
    path("published/<int:pk>.pdf", public.published_pdf, name="public-minutes-pdf"),
    path("instructions", instructions.instructions, name="instructions"),
    path("instructions.<str:ending>", instructions.instructions_file, name="instructions-file"),
    path("instructions/<int:pk>", instructions.show_instruction, name="instruction"),
    path("recommendations", recommendations.recommendations, name="recommendations"),
    path("recommendations/<int:pk>", recommendations.answer, name="recommendation-answer"),
    path("<int:pk>", views.show_minutes, name="minutes"),
    path("<int:pk>.<str:ending>", views.minutes_file, name="minutes-file"),
    path("<int:pk>/save", writing.save, name="minutes-save"),
    path("<int:pk>/follow-up", follow_up.meeting_follow_up, name="meeting-follow-up"),
    path("<int:pk>/follow-up/<int:key>", follow_up.follow, name="meeting-follow"),
    path("<int:pk>/instruct/<int:item>", steps.instruct, name="minutes-instruct"),
    path("<int:pk>/correct/<int:item>", steps.correct, name="minutes-correct"),
    path("<int:pk>/propose", steps.propose, name="minutes-propose"),
    path("<int:pk>/return", steps.give_back, name="minutes-return"),
    path("<int:pk>/circulate", steps.circulate, name="minutes-circulate"),
    path("<int:pk>/publish", steps.publish, name="minutes-publish"),
    path("<int:pk>/adopt", steps.adopt, name="minutes-adopt"),
    path("<int:pk>/body-report", body_report.body_report, name="minutes-body-report"),
]
