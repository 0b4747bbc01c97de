from django.urls import path

from khet.web.office.gathered import board, hand_over

urlpatterns = [
    path("board", board.show_board, name="board-paper"),
    path("board.<str:form>", board.board_file, name="board-file"),
    path("board/keep", board.keep_board, name="board-keep"),
    path("board/panel", board.board_panel, name="panel-board"),
    path("hand-over", hand_over.show_hand_over, name="hand-over"),
    path("hand-over.<str:form>", hand_over.hand_over_file, name="hand-over-file"),
]
