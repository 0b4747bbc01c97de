"""Pages of duties: the own, one, who sees which, what they tell other pages, few questions."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from khet.records.office.actions.duties import open_duties, pass_duty, posts_at
from khet.records.office.models import Duty
from khet.records.registry.models import Event, User
from khet.rules.deadlines import ANSWER_RESULTS
from khet.rules.duties import Act
from khet.web.parts.gathered import BOARD, HAND_OVER, About, Section, sections_of
from khet.web.parts.viewer import Viewer
from tests.cast import ANONYMOUS, NAMES
from tests.web import owed_duties
from tests.web.kept_books import school_numbered
from tests.web.owed_duties import PAGE, TITLE, SignIn, act_on, open_duty, text_at

duty = owed_duties.duty
MOST_QUERIES = 15


def test_the_list_shows_the_most_pressing_first_with_what_to_do(sign_in: SignIn) -> None:
    for late, key in ((9, "a"), (0, "b"), (-40, "c")):
        open_duty(school_numbered(), late, key=key, title=f"งาน {key}")
    open_duty(school_numbered(1), 9, key="d", title="งานของโรงเรียนอื่น")
    page = text_at(sign_in("school-director"), PAGE).split("<main")[1].split("</main>")[0]
    order = [page.index(word) for word in ("งาน a", "<h2>วันนี้", "งาน b", "<h2>ต่อไป", "งาน c")]
    assert order == sorted(order)
    assert "เกินกำหนด 9 วัน" in page
    assert "งานของโรงเรียนอื่น" not in page
    assert page.count(">กำลังทำ</button>") == 4, "the three and the sample"


def test_one_tap_says_that_it_is_being_done_and_comes_back(sign_in: SignIn, duty: Duty) -> None:
    client = sign_in("school-director")
    answer = client.post(f"{PAGE}{duty.pk}/begin", {"next": "/"})
    assert answer.headers["Location"] == "/"
    assert Duty.objects.get(pk=duty.pk).progress == "working"
    elsewhere = client.post(f"{PAGE}{duty.pk}/begin", {"next": "https://elsewhere.example/"})
    assert elsewhere.headers["Location"] == PAGE
    assert "กำลังทำ" in text_at(client, f"{PAGE}{duty.pk}")


def test_a_duty_is_seen_by_its_owner_and_who_follows_the_school(
    sign_in: SignIn, duty: Duty
) -> None:
    other = open_duty(school_numbered(1))
    seen = {
        number: {n for n in NAMES if sign_in(n).get(f"{PAGE}{one.pk}").status_code == 200}
        for number, one in ((0, duty), (1, other))
    }
    network = {"network-supervisor", "network-chair"}
    assert seen[0] - seen[1] == {"school-director", *network}
    assert not seen[0] & {ANONYMOUS, "newcomer", "teacher", "administrator"}
    pass_duty(by="ผอ.", duty=duty, to=User.objects.get(username="teacher"))
    assert sign_in("teacher").get(f"{PAGE}{duty.pk}").status_code == 200
    assert sign_in("director").get(f"{PAGE}999999999").status_code == 404


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("name", ["school-director", "teacher", "network-chair"])
def test_nobody_acts_on_the_duty_of_another_school(
    sign_in: SignIn, area: None, act: Act, name: str
) -> None:
    other = open_duty(school_numbered(1))
    before = Duty.objects.filter(pk=other.pk).values().get()
    sent = {"reason": "x", "due": "1/1/2599", "progress": "working", "to": "1"}
    assert act_on(sign_in(name), other, act, **sent).status_code == 403
    assert sign_in(name).post(f"{PAGE}{other.pk}/begin").status_code == 403
    assert Duty.objects.filter(pk=other.pk).values().get() == before


def test_trouble_is_told_in_words(sign_in: SignIn, duty: Duty) -> None:
    head = sign_in("school-director")
    page = act_on(head, duty, Act.PROGRESS, progress="trouble").content.decode()
    assert "เขียนว่าติดเรื่องใด" in page
    assert act_on(head, duty, Act.PROGRESS, progress="trouble", note="รอเงิน").status_code == 302
    assert "มีปัญหา" in text_at(head, PAGE)


def test_what_is_done_elsewhere_leads_there(sign_in: SignIn, area: None) -> None:
    sitting = Event.objects.filter(kind="learning.published").values_list("key", flat=True)[0]
    due = timezone.localdate()
    duty = open_duties(
        by="ผู้สั่ง", rule=ANSWER_RESULTS, owners=posts_at([school_numbered()], "school-director"),
        about=("learning.answers", sitting), opened=due, due=due,
    )[0]  # fmt: skip
    head = sign_in("school-director")
    for page in (text_at(head, PAGE), text_at(head, f"{PAGE}{duty.pk}")):
        assert 'href="/learning/answer?' in page
        assert f"{PAGE}{duty.pk}/finish" not in page
    assert act_on(head, duty, Act.FINISH).status_code == 403


def test_the_own_list_as_xlsx(sign_in: SignIn, duty: Duty) -> None:
    body = sign_in("school-director").get(f"{PAGE}duties.xlsx?tab=open").content
    rows = [row for row in load_workbook(io.BytesIO(body)).active.values if row[0] == TITLE]
    assert len(rows) == 1
    assert rows[0][3:5] == (3, "ยังไม่เสร็จ")


def test_a_part_that_is_not_there_says_so(sign_in: SignIn) -> None:
    assert sign_in("teacher").get(f"{PAGE}?tab=nothing").status_code == 404
    assert sign_in("teacher").get(f"{PAGE}?tab=units").status_code == 404


@pytest.mark.parametrize("name", [n for n in NAMES if n not in (ANONYMOUS, "newcomer")])
def test_a_home_begins_with_work_and_has_five_panels_at_most(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    page = text_at(client, "/")
    panels = [part.split('"')[0] for part in page.split('hx-get="')[1:]]
    folder, letters = "/office/folder/panel", "/office/letters/panel"
    first = {"clerk": letters} | dict.fromkeys(("director", "deputy", "planner"), folder)
    first |= dict.fromkeys(("school-director", "teacher"), "/office/circulars/panels/inbox")
    assert panels[0] == first.get(name, "/office/panels/duties")
    assert len(panels) <= 5
    assert [client.get(panel).status_code for panel in panels] == [200] * len(panels)


def _counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["school-director", "director"])
def test_queries_do_not_grow_with_duties(sign_in: SignIn, duty: Duty, name: str) -> None:
    client = sign_in(name)
    pages = [PAGE, f"{PAGE}{duty.pk}", f"{PAGE}{duty.pk}/pass", "/office/panels/duties", "/"]
    pages += ["/office/panels/handed-on", "/office/panels/week", "/office/panels/late"]
    pages += ["/office/late/", "/office/late/trend", f"{PAGE}?tab=awaiting"]
    pages = [page for page in pages if client.get(page).status_code == 200]
    _more(20)
    before = {page: _counted(client, page) for page in pages}
    _more(200)
    assert {page: _counted(client, page) for page in pages} == before
    assert max(before.values()) <= MOST_QUERIES, before


def _more(n: int) -> None:
    teacher = User.objects.get(username="teacher")
    for k in range(n):
        for unit in (school_numbered(), school_numbered(1)):
            made = open_duty(unit, k % 9, key=f"{n}-{k}", title="")
        if k % 3 == 0:
            pass_duty(by="ผอ.", duty=made, to=teacher)


def _sections(name: str, purpose: str, person: str = "") -> list[Section]:
    viewer = Viewer(User.objects.get(username=name), timezone.localdate())
    user = User.objects.get(username=person) if person else None
    units = tuple(role.unit for role in user.roles_held.select_related("unit")) if user else ()
    return sections_of(purpose, viewer, About(viewer.area, viewer.today, user, units))


def test_the_board_is_told_what_is_late_by_group(sign_in: SignIn, duty: Duty) -> None:
    Duty.objects.exclude(pk=duty.pk).delete()
    open_duty(school_numbered(1), 12)
    section = next(s for s in _sections("director", BOARD) if s.title == "งานเกินกำหนดแยกกลุ่ม")
    assert [tuple(row) for row in section.rows] == [("โรงเรียน", "2", "12"), ("รวม", "2", "12")]
    assert section.chat == "เกินกำหนด 2 งาน นานที่สุด 12 วัน: โรงเรียน 2"
    Duty.objects.all().delete()
    chats = [section.chat for section in _sections("director", BOARD)]
    assert "ไม่มีงานเกินกำหนด" in chats


def test_who_hands_over_is_told_what_is_open(sign_in: SignIn, duty: Duty) -> None:
    open_duty(school_numbered(1))
    section = _sections("personnel", HAND_OVER, "school-director")[0]
    titles = [row[0] for row in section.rows]
    assert titles.count(TITLE) == 1
    assert [r[3] for r in section.rows if r[0] == TITLE] == ["ยังไม่เสร็จ · เกินกำหนด 3 วัน"]
