from django.urls import path

from khet.web.office.late import board, trend

urlpatterns = [
    path("", board.show_late, name="late"),
    path("late.xlsx", board.late_xlsx, name="late-xlsx"),
    path("trend", trend.show_trend, name="late-trend"),
]
