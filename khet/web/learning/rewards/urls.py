from django.urls import path

from khet.web.learning.rewards import steps, views

urlpatterns = [
    path("rewards", views.show_rewards, name="rewards"),
    path("rewards.xlsx", views.export_rewards, name="rewards-xlsx"),
    path("rewards.docx", views.write_rewards, name="rewards-docx"),
    path("rewards/step", steps.take_step, name="rewards-step"),
    path("rewards/<int:pk>/withdraw", steps.withdraw, name="rewards-withdraw"),
    path("panels/rewards", views.of_school, name="panel-rewards"),
]
