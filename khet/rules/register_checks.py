"""What may be wrong in the registers of an area, found from values alone.

Each check yields findings; none of them changes anything. A school may be right and still be found,
as one that shrank by a third: a finding asks a person to look.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from khet.rules.levels import teaches
from khet.rules.near_names import near_pairs
from khet.rules.school_codes import codes_agree
from khet.rules.thai import school_key

JUMP_PERCENT = 30
JUMP_FROM = 10
"""A jump is more than 30 percent, and of 10 pupils or more: a school of 8 changes quickly."""

UPSTREAM_TWICE = ("17010122", "22010090", "90010039")
"""SMIS codes that the national list itself gives to two schools."""


@dataclass(frozen=True)
class SchoolFacts:
    """What the checks look at of one open school; an empty text or ``None`` is not known.

    ``codes`` are by scheme; ``grades`` and ``before`` pupils by grade of the year and of the year
    before, ``listed`` pupils by name; each ``None`` where the year has none of it.
    """

    code: str
    name: str
    public: bool = True
    aliases: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    district: str = ""
    subdistrict: str = ""
    network: str = ""
    lowest: str = ""
    highest: str = ""
    grades: Mapping[str, int] | None = None
    before: Mapping[str, int] | None = None
    listed: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Finding:
    """Something to look at: the schools it is about, and the values that made it be found."""

    schools: tuple[str, ...]
    values: tuple[str, ...] = ()


def same_codes(schools: Sequence[SchoolFacts]) -> Iterator[Finding]:
    """Codes of one kind that two schools have: the kind, the code, and where upstream repeats it.

    >>> twice = [SchoolFacts("1", "ก", codes={"obec6": "9"}),
    ...          SchoolFacts("2", "ข", codes={"obec6": "9"})]
    >>> list(same_codes(twice))
    [Finding(schools=('1', '2'), values=('obec6', '9', ''))]
    """
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for school in schools:
        for scheme, code in school.codes.items():
            held[scheme, code].append(school.code)
    for (scheme, code), holders in held.items():
        if len(holders) > 1:
            upstream = "upstream" if code in UPSTREAM_TWICE else ""
            yield Finding(tuple(holders), (scheme, code, upstream))


def codes_apart(schools: Iterable[SchoolFacts]) -> Iterator[Finding]:
    """Public schools whose code of 10 digits is not that of their code of 6.

    >>> list(codes_apart([SchoolFacts("1", "ก", codes={"moe10": "1093990501", "obec6": "990502"})]))
    [Finding(schools=('1',), values=('1093990501', '990502'))]
    """
    for school in schools:
        ministry, obec = school.codes.get("moe10", ""), school.codes.get("obec6", "")
        if school.public and ministry and obec and not codes_agree(ministry, obec):
            yield Finding((school.code,), (ministry, obec))


def without(schools: Iterable[SchoolFacts], place: str) -> Iterator[Finding]:
    """Schools whose ``district``, ``subdistrict`` or ``network`` is not known."""
    return (Finding((school.code,)) for school in schools if not getattr(school, place))


def outside_district(schools: Iterable[SchoolFacts], homes: Mapping[str, str]) -> Iterator[Finding]:
    """Schools in another district than their network; ``homes`` are the networks' districts.

    >>> list(outside_district([SchoolFacts("1", "ก", district="D1", network="N")], {"N": "D2"}))
    [Finding(schools=('1',), values=('D1', 'D2'))]
    """
    for school in schools:
        home = homes.get(school.network, "")
        if school.district and home and school.district != home:
            yield Finding((school.code,), (school.district, home))


def network_sums(schools: Iterable[SchoolFacts], homes: Mapping[str, str]) -> Iterator[Finding]:
    """Districts whose public schools are not as many as those of its networks: both numbers.

    A network is of the district in ``homes``, or else of the only one in which its schools lie. An
    empty district stands for the whole area: all public schools against those in any network.

    >>> alone = SchoolFacts("1", "ก", district="D1")
    >>> list(network_sums([alone, SchoolFacts("2", "ข", district="D1", network="N")], {"N": "D1"}))
    [Finding(schools=(), values=('', '2', '1')), Finding(schools=(), values=('D1', '2', '1'))]
    """
    public = [school for school in schools if school.public]
    lying: dict[str, set[str]] = defaultdict(set)
    for school in public:
        lying[school.network].add(school.district)
    only = {network: min(found) for network, found in lying.items() if len(found) == 1}
    known = {**only, **homes}
    placed = Counter(school.district for school in public if school.district)
    summed = Counter(known.get(school.network, "") for school in public if school.network)
    inside = sum(1 for school in public if school.network)
    if inside != len(public):
        yield Finding((), ("", str(len(public)), str(inside)))
    for district in sorted({*placed, *summed} - {""}):
        if placed[district] != summed[district]:
            yield Finding((), (district, str(placed[district]), str(summed[district])))


def scattered_networks(schools: Iterable[SchoolFacts]) -> Iterator[Finding]:
    """Networks of public schools in more than one district: the network, and its districts."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for school in schools:
        if school.public and school.network and school.district:
            found[school.network][school.district].append(school.code)
    for network, districts in found.items():
        if len(districts) > 1:
            codes = tuple(code for codes in districts.values() for code in codes)
            yield Finding(codes, (network, *districts))


def without_pupils(schools: Iterable[SchoolFacts]) -> Iterator[Finding]:
    """Schools that were counted and have no pupils."""
    for school in schools:
        if school.grades is not None and not sum(school.grades.values()):
            yield Finding((school.code,))


def not_counted(schools: Iterable[SchoolFacts]) -> Iterator[Finding]:
    """Schools whose pupils were not counted in the year."""
    return (Finding((school.code,)) for school in schools if school.grades is None)


def jumps(schools: Iterable[SchoolFacts]) -> Iterator[Finding]:
    """Schools whose pupils changed by more than 30 percent within a year: before, and now.

    >>> list(jumps([SchoolFacts("1", "ก", grades={"P1": 131}, before={"P1": 100})]))
    [Finding(schools=('1',), values=('100', '131'))]
    >>> list(jumps([SchoolFacts("1", "ก", grades={"P1": 130}, before={"P1": 100})]))
    []
    """
    for school in schools:
        if school.grades is None or school.before is None:
            continue
        was, now = sum(school.before.values()), sum(school.grades.values())
        change = abs(now - was)
        if change >= JUMP_FROM and 100 * change > JUMP_PERCENT * was:
            yield Finding((school.code,), (str(was), str(now)))


def outside_levels(schools: Iterable[SchoolFacts]) -> Iterator[Finding]:
    """Schools with pupils in grades that they don't teach: those grades.

    >>> list(outside_levels([SchoolFacts("1", "ก", lowest="P1", highest="P6", grades={"M1": 2})]))
    [Finding(schools=('1',), values=('M1',))]
    """
    for school in schools:
        counted = [grade for grade, pupils in (school.grades or {}).items() if pupils]
        outside = [g for g in counted if teaches(school.lowest, school.highest, g) is False]
        if outside:
            yield Finding((school.code,), tuple(outside))


def lists_apart(schools: Iterable[SchoolFacts]) -> Iterator[Finding]:
    """Schools whose pupils by name are not as many as counted: grade, listed, counted, in a row."""
    for school in schools:
        if school.listed is None or school.grades is None:
            continue
        grades = sorted({*school.listed, *school.grades})
        both = [(g, school.listed.get(g, 0), school.grades.get(g, 0)) for g in grades]
        apart = [
            f"{grade} {listed}/{counted}" for grade, listed, counted in both if listed != counted
        ]
        if apart:
            yield Finding((school.code,), tuple(apart))


def same_names(schools: Iterable[SchoolFacts]) -> Iterator[Finding]:
    """Schools of one name, however it is written: allowed, but easily taken for each other.

    >>> list(same_names([SchoolFacts("1", "บ้านใหม่"), SchoolFacts("2", "โรงเรียนบ้าน ใหม่")]))
    [Finding(schools=('1', '2'), values=('บ้านใหม่',))]
    """
    named: dict[str, list[str]] = defaultdict(list)
    for school in schools:
        named[school_key(school.name)].append(school.code)
    for name, codes in named.items():
        if len(codes) > 1:
            yield Finding(tuple(codes), (name,))


def near_names(schools: Sequence[SchoolFacts]) -> Iterator[Finding]:
    """Pairs of schools whose names are easily taken for each other, as ``near_pairs`` finds them.

    >>> list(near_names([SchoolFacts("1", "บ้านยางคีม"), SchoolFacts("2", "บ้านยางขาคีม")]))
    [Finding(schools=('1', '2'), values=('บ้านยางคีม', 'บ้านยางขาคีม'))]
    """
    for one, two in near_pairs([school.name for school in schools]):
        pair = schools[one], schools[two]
        yield Finding((pair[0].code, pair[1].code), (pair[0].name, pair[1].name))
