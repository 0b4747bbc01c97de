"""The pages of the registers cost few queries, however many schools."""

from collections.abc import Callable

from django.test import Client

from khet.web.registry.units.schools import PER_PAGE
from tests.web.test_registers import LIST, PAGES


def test_queries_are_few_with_few_and_with_many_schools(
    director: Client, schools: int, queries: Callable[[Client, str], int]
) -> None:
    pages = (*PAGES, f"{LIST}&q=1", "/registry/schools.xlsx?year=2556")
    found = {address: queries(director, address) for address in pages}
    assert max(found.values()) <= 15, found
    assert [found[page] for page in PAGES[:8]] == [12, 12, 12, 14, 12, 12, 12, 13]
    listed = director.get(LIST).content.decode().count('<th scope="row" lang="th"><a href=')
    assert listed == min(schools, PER_PAGE)
    assert PER_PAGE == 50
