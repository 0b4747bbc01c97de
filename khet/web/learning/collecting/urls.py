from django.urls import path

from khet.web.learning.collecting import office, panels, sending, typing_page

urlpatterns = [
    path("collecting", office.show_collections, name="collecting"),
    path("collecting/open", office.open_new, name="collecting-open"),
    path("collecting/<int:pk>", office.show_collection, name="collection"),
    path("collecting/<int:pk>.xlsx", office.export_collection, name="collection-xlsx"),
    path("collecting/<int:pk>/close", office.close_one, name="collection-close"),
    path("collecting/<int:pk>/change", office.change_one, name="collection-change"),
    path("collecting/<int:pk>/withdraw", office.withdraw_one, name="collection-withdraw"),
    path("collecting/<int:pk>/take-in", office.take_in_one, name="collection-take-in"),
    path("sending", sending.show_asked, name="sending"),
    path("sending/<int:pk>", sending.send, name="send"),
    path("sending/<int:pk>/type", typing_page.type_results, name="type"),
    path("panels/to-send", panels.to_send, name="panel-to-send"),
    path("panels/awaited", panels.awaited, name="panel-awaited"),
]
