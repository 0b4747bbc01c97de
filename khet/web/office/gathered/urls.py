from django.urls import path

from khet.web.office.gathered import board, hand_over
from khet.web.office.gathered.paper import FORMS

urlpatterns = [
    path("board", board.show_board, name="board-paper"),
    path("board/keep", board.keep_board, name="board-keep"),
    path("board/panel", board.board_panel, name="panel-board"),
    path("hand-over", hand_over.show_hand_over, name="hand-over"),
    *(
        route
        for form in FORMS
        for route in (
            path(f"board.{form}", board.board_file, {"form": form}, name=f"board-{form}"),
            path(
                f"hand-over.{form}",
                hand_over.hand_over_file,
                {"form": form},
                name=f"hand-over-{form}",
            ),
        )
    ),
]
