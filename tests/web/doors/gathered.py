"""Doors of the board's paper, the hand-over book and reminders."""

from tests.web.doors.who import SEES_EVERY_SCHOOL, WITH_ROLE

SEES_WORK = SEES_EVERY_SCHOOL | {"clerk", "data-officer", "personnel"}
HEADS = {"director", "deputy"}
DOORS = {
    "/office/papers/board": SEES_WORK,
    "/office/papers/board?day=3/4/2557": SEES_WORK,
    "/office/papers/board.pdf": SEES_WORK,
    "/office/papers/board.docx": SEES_WORK,
    "/office/papers/board/panel": HEADS,
    "/office/papers/hand-over": WITH_ROLE,
    "/office/papers/hand-over?person=clerk": {*HEADS, "personnel", "clerk"},
    "/office/papers/hand-over.pdf": WITH_ROLE,
    "/office/papers/hand-over.docx": WITH_ROLE,
}
POSTS = {"/office/papers/board/keep": SEES_WORK, "/office/remind": HEADS}
