from django.urls import path

from khet.web.learning.visit_plan import (
    agreeing,
    asking,
    assigning,
    changing,
    coverage,
    papers,
    plan,
    proposing,
)

urlpatterns = [
    path("", plan.show_plan, name="visit-plan"),
    path("plan.xlsx", papers.plan_xlsx, name="visit-plan-xlsx"),
    path("plan.<str:form>", papers.plan_paper, name="visit-plan-paper"),
    path("agree", agreeing.agree, name="visit-agree"),
    path("add", changing.add, name="visit-add"),
    path("<int:pk>/change", changing.change, name="visit-change"),
    path("<int:pk>/move", changing.move, name="visit-move"),
    path("<int:pk>/cancel", changing.cancel, name="visit-cancel"),
    path("proposal", proposing.propose, name="visit-proposal"),
    path("requests", asking.show_requests, name="visit-requests"),
    path("requests/ask", asking.ask, name="visit-ask"),
    path("requests/<int:pk>/plan", asking.plan, name="visit-request-plan"),
    path("requests/<int:pk>/decline", asking.decline, name="visit-request-decline"),
    path("assignments", assigning.show_assignments, name="assignments"),
    path("assignments/add", assigning.add, name="assignment-add"),
    path("assignments/<int:pk>/end", assigning.end, name="assignment-end"),
    path("assignments/<int:pk>/hand-over", assigning.hand_over, name="assignment-hand-over"),
    path("coverage", coverage.show_coverage, name="coverage"),
    path("coverage.xlsx", coverage.coverage_xlsx, name="coverage-xlsx"),
]
