from django.urls import path

from khet.web.office.instruments import (
    drafting,
    filling_in,
    items,
    listing,
    making,
    page,
    sheets,
    workbooks,
)

urlpatterns = [
    path("", listing.show_instruments, name="instruments"),
    path("add", making.add, name="instrument-add"),
    path("import", workbooks.bring, name="instrument-import"),
    path("ready/<slug:code>", making.take, name="instrument-take"),
    path("answers/<int:pk>", sheets.show_sheet, name="answers"),
    path("about/<str:kind>/<path:key>", sheets.sheets_of_record, name="answers-about"),
    path("<int:pk>", page.show_instrument, name="instrument"),
    path("<int:pk>/change", making.change, name="instrument-change"),
    path("<int:pk>/step/<slug:step>", making.take_step, name="instrument-step"),
    path("<int:pk>/try", filling_in.try_out, name="instrument-try"),
    path("<int:pk>/answer", filling_in.answer, name="answer"),
    path("<int:pk>/answers", sheets.show_sheets, name="instrument-answers"),
    path("<int:pk>/answers.xlsx", sheets.sheets_xlsx, name="instrument-answers-xlsx"),
    path("<int:pk>/import", workbooks.bring_draft, name="instrument-import-draft"),
    path("<int:pk>/<int:number>.xlsx", workbooks.take_away, name="instrument-xlsform"),
    path("<int:pk>/draft", drafting.show_draft, name="instrument-draft"),
    path("<int:pk>/draft/parts/add", drafting.part_add, name="part-add"),
    path("<int:pk>/draft/parts/<str:name>", drafting.part_change, name="part-change"),
    path("<int:pk>/draft/parts/<str:name>/remove", drafting.part_remove, name="part-remove"),
    path("<int:pk>/draft/parts/<str:part>/items/add", items.item_add, name="item-add"),
    path("<int:pk>/draft/items/<str:name>", items.item_change, name="item-change"),
    path("<int:pk>/draft/items/<str:name>/remove", drafting.item_remove, name="item-remove"),
]
