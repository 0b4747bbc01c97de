from django.urls import path

from khet.web.office.returned import answer, template, together

urlpatterns = [
    path("<int:pk>/template", template.workbook_template, name="workbook-template"),
    path("<int:pk>/attach", template.workbook_attach, name="workbook-attach"),
    path("<int:pk>/merged", together.workbook_merged, name="workbook-merged"),
    path("<int:pk>/merged.xlsx", together.workbook_merged_xlsx, name="workbook-merged-xlsx"),
    path("receipts/<int:pk>", answer.workbook_answer, name="workbook-answer"),
    path("receipts/<int:pk>/send", answer.workbook_send, name="workbook-send"),
    path("receipts/<int:pk>/marked.xlsx", answer.workbook_marked, name="workbook-marked"),
]
