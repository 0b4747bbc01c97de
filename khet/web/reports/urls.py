from django.urls import path

from khet.web.reports import changing, files, listing, marking, page

app_name = "reports"
urlpatterns = [
    path("check/", listing.show_checks, name="checks"),
    path("check/<int:pk>", page.show_check, name="check"),
    path("check/<int:pk>/findings.xlsx", files.take_table, name="check-xlsx"),
    path("check/<int:pk>/comments.docx", files.take_commented, name="check-docx"),
    path("check/<int:pk>/version", changing.bring_version, name="check-version"),
    path("check/<int:pk>/again", changing.check_with_new, name="check-again"),
    path("check/<int:pk>/delete", changing.delete, name="check-delete"),
    path("check/<int:pk>/findings/<int:finding>", marking.mark, name="check-mark"),
]
