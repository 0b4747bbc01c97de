"""Which reward a school's colours earn it, against a slow reading of the office's paper."""

from hypothesis import given
from hypothesis import strategies as st

from khet.rules.editions import faults
from khet.rules.rewards import Reward, held_back, reward_of, reward_terms
from khet.rules.tables import SHIPPED

REWARDS = reward_terms(2556).rewards
KEYS = ["green", "yellow", "red", "black"]
COLOURS = st.lists(st.sampled_from(KEYS), max_size=20)
OWN = st.lists(st.frozensets(st.sampled_from(KEYS)), max_size=5)


def _key(*colours: str) -> str | None:
    found = reward_of(colours, REWARDS)
    return found.key if found else None


def test_every_colour_of_a_school_counts() -> None:
    assert _key("green", "green") == "aeroplane"
    assert _key(*["green"] * 18, "yellow") == "coach"
    assert _key("green", "black") == "province"
    assert _key("yellow", "red") == "lunch"
    assert _key("black", "red") == "lunch"
    assert _key() is None


def test_black_gets_more_than_red_as_printed() -> None:
    assert [reward.key for reward in REWARDS] == ["aeroplane", "coach", "province", "lunch"]
    assert (_key("black"), _key("red")) == ("province", "lunch")


@given(COLOURS)
def test_the_worst_colour_in_the_printed_order_decides(colours: list[str]) -> None:
    printed = ["green", "yellow", "black", "red"]
    worst = max((printed.index(colour) for colour in colours), default=None)
    assert reward_of(colours, REWARDS) == (None if worst is None else REWARDS[worst])


@given(COLOURS, OWN)
def test_any_table_is_read_from_the_best_on(colours: list[str], own: list[frozenset[str]]) -> None:
    rewards = [Reward(str(place), "", counts) for place, counts in enumerate(own)]
    slow = None
    for reward in reversed(rewards):
        if colours and not [colour for colour in colours if colour not in reward.colours]:
            slow = reward
    assert reward_of(colours, rewards) == slow


@given(COLOURS, OWN)
def test_without_what_holds_it_back_a_school_gets_more(
    colours: list[str], own: list[frozenset[str]]
) -> None:
    rewards = [Reward(str(place), "", counts) for place, counts in enumerate(own)]
    found, back = reward_of(colours, rewards), held_back(colours, rewards)
    assert back <= set(colours)
    better = [colour for colour in colours if colour not in back]
    if back and better:
        now = reward_of(better, rewards)
        assert now is not None
        assert found is None or rewards.index(now) < rewards.index(found)
    if found and found == rewards[0]:
        assert not back


def _faults(**changed: object) -> dict[str, str]:
    table = {**SHIPPED.of("rewards", 2556), **changed}
    return {fault.place: fault.message for fault in faults("rewards", table, 2556)}


def test_an_offices_own_table_is_checked() -> None:
    rows = SHIPPED.of("rewards", 2556)["reward"]
    assert _faults() == {}
    assert set(_faults(scheme="five")) == {"reward-2-colours", "reward-3-colours"}
    assert set(_faults(over="districts")) == {"scheme"}
    assert set(_faults(tests=[])) == {"tests"}
    assert set(_faults(tests=["O-NET", "PISA"])) == {"tests"}
    same = [*rows[:1], {**rows[1], "colours": ["green"]}, *rows[2:]]
    assert "ได้แรงจูงใจก่อนหน้า" in _faults(reward=same)["reward-1-colours"]
    unused = [{**rows[0], "colours": []}, *rows[1:]]
    assert _faults(reward=unused) == {}
    assert set(_faults(reward=[{**rows[0], "th": ""}, *rows[1:]])) == {"reward-0-th"}
