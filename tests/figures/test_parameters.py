"""Parameters come back from what is kept of them exactly as they were."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from khet.figures.parameters import BASES, OVERALLS, SCHEMES, Parameters, Told, frozen, thawed
from khet.rules.tables import OwnEdition, Tables

TEXTS = st.text(max_size=8)
TOLD = st.builds(Told, st.sampled_from(["limit", "percent"]), TEXTS, st.integers(), TEXTS, TEXTS)
OWN = st.builds(OwnEdition, TEXTS, st.integers(2500, 2600), st.none() | TEXTS)
PARAMETERS = st.builds(
    Parameters,
    z=st.decimals(0, 9, places=4) | st.just(Decimal("2.580")),
    base=st.sampled_from(BASES),
    scheme=st.sampled_from(SCHEMES),
    overall=st.sampled_from(OVERALLS),
    tables=st.builds(Tables, st.lists(OWN, max_size=3).map(tuple)),
    target=st.integers(0, 100),
    told=st.lists(TOLD, max_size=3).map(tuple),
    few=st.integers(0, 30),
)


@given(PARAMETERS)
def test_what_was_frozen_thaws_the_same(parameters: Parameters) -> None:
    back = thawed(json.loads(json.dumps(frozen(parameters))))
    assert back == parameters
    assert str(back.z) == str(parameters.z)


def test_what_was_not_known_when_it_was_frozen_has_its_default() -> None:
    kept = frozen(Parameters(few=9))
    del kept["few"]
    assert thawed(kept) == Parameters()
