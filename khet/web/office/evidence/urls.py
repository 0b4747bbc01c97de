from django.urls import path

from khet.web.office.evidence import changing, keeping, listing, panel, serving, views

urlpatterns = [
    path("", listing.show_list, name="evidence-list"),
    path("list.xlsx", listing.take_list, name="evidence-xlsx"),
    path("checks", listing.show_checks, name="evidence-checks"),
    path("new", keeping.keep_new, name="evidence-new"),
    path("of", panel.evidence_of, name="evidence-of"),
    path("<int:pk>", views.show_evidence, name="evidence"),
    path("<int:pk>/edit", changing.edit_evidence, name="evidence-edit"),
    path("<int:pk>/version", changing.bring_version, name="evidence-version"),
    path("<int:pk>/withdraw", changing.withdraw, name="evidence-withdraw"),
    path("<int:pk>/<int:number>/file", serving.take_file, name="evidence-file"),
]
