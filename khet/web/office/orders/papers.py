"""The paper of an order, as PDF to print and as DOCX to edit."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from khet.documents.order_paper import Committee, Member, OrderTold, order_paper
from khet.records.office.models import Order, Seat
from khet.records.office.queries.bodies import seated
from khet.records.office.queries.members import posts_of
from khet.records.office.queries.orders import committees
from khet.rules.orders import DRAFT, PROPOSED
from khet.web.office.bodies.seat_words import heads, paper_part, seat_name
from khet.web.office.orders.asked import desk_of, order_of
from khet.web.parts.private import paper_of


@require_safe
def order_paper_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The paper of an order; digits are Thai unless ``digits=arabic``."""
    order = order_of(desk_of(request), pk)
    paper = order_paper(_told(order), thai=request.GET.get("digits") != "arabic")
    day = order.day or timezone.localdate(order.drafted_at)
    name = str(order.number).replace("/", "-") if order.number else f"draft-{order.pk}"
    return paper_of(paper, kind, day, f"order-{name}")


def _told(order: Order) -> OrderTold:
    """What the order says; its committees as they were on its day."""
    day = order.day or timezone.localdate()
    bodies = list(committees(order))
    sitting = seated(bodies, day)
    seats = [seat for body in bodies for seat in body.seats.all()]
    posts = posts_of(order.area, [seat.person for seat in seats if seat.person], day)
    return OrderTold(
        office=str(order.area.name),
        number=str(order.number or ""),
        title=order.title,
        ground=order.ground,
        text=order.text,
        committees=[
            Committee(body.name, heads(sitting[body.pk]), members, body.tasks)
            for body in bodies
            if (members := [_member(seat, posts) for seat in body.seats.all()])
        ],
        starts=None if order.starts == order.day else order.starts,
        ends=order.ends,
        day=order.day,
        signer=order.signer,
        post=order.signer_post or f"ผู้อำนวยการ{order.area.name}",
        draft=order.state in (DRAFT, PROPOSED),
    )


def _member(seat: Seat, posts: Mapping[int, str]) -> Member:
    """A person with the post (``posts`` by the key), a role by its name, a guest as written."""
    post = posts[seat.person.pk] if seat.person else ""
    return Member(f"{seat_name(seat)} {post}".strip(), paper_part(seat.part))
