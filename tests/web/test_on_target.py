"""Which units and how many schools reach the target, in every subject."""

import re
from html import unescape

import pytest
from django.test import Client

from khet.jobs.sitting_results import results_for
from khet.records.learning.models import ScoreFile
from tests.made_area import school_code

SITTING = "year=2556&test=O-NET&grade=P6"
FIGURE = f"/learning/figure/schools-on-target?{SITTING}"


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def _reaching(subject: str, numbers: range) -> tuple[int, int]:
    asked = {"sitting__academic_year": 2556, "sitting__grade": "P6", "sitting__test": "O-NET"}
    file = ScoreFile.objects.select_related("sitting__area").get(**asked, current=True)
    rows = results_for(file).of_subject(subject)
    of = [rows[school_code(k)].mean for k in numbers if school_code(k) in rows]
    known = [mean for mean in of if mean is not None]
    return sum(mean >= 50 for mean in known), len(known)


@pytest.mark.parametrize("subject", ["ALL", "thai", "english"])
def test_the_count_is_that_of_the_means(director: Client, subject: str) -> None:
    for about, numbers in (("", range(12)), ("&network=N1", range(0, 12, 2))):
        n, of = _reaching(subject, numbers)
        page = _page(director, f"{FIGURE}&subject={subject}{about}")
        assert f'<span class="value">{n}</span>' in page
        assert f"{n} จาก {of} โรงเรียน" in page
        assert "เป้าหมาย" in page
    n, _of = _reaching(subject, range(12))
    assert f">{n} โรงเรียนถึงเป้า</a>" in _page(director, f"/learning/overview?{SITTING}")


def test_a_single_school_has_no_such_count(director: Client) -> None:
    assert director.get(f"{FIGURE}&subject=thai&school={school_code(3)}").status_code == 404


@pytest.mark.parametrize("unit", [f"schools/{school_code(3)}", "networks/N1", "districts/D2"])
def test_every_unit_says_for_each_subject_whether_it_reaches_the_target(
    director: Client, unit: str
) -> None:
    page = _page(director, f"/learning/{unit}?{SITTING}")
    told = re.findall(r'<a href="(/learning/figure/gap-to-target[^"]+)">(ถึงเป้า|ต่ำกว่าเป้า)</a>', page)
    assert len(told) == 9
    for link, word in told:
        value = re.search(r'<span class="value">([^<]+)</span>', _page(director, link))
        assert value
        assert (word == "ต่ำกว่าเป้า") == value[1].startswith("\u2212")
