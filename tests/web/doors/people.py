"""Doors of people: accounts, roles, posts, teams, slips, who sees a unit."""

from tests.made_area import school_code

OWN, OTHER = school_code(0), school_code(1)
OFFICE_MANAGES = {"personnel", "administrator"}
MANAGES = OFFICE_MANAGES | {"school-director"}
SEES_ALL_PEOPLE = OFFICE_MANAGES | {"director", "deputy", "auditor"}
SEES_PEOPLE = SEES_ALL_PEOPLE | {"school-director"}
_PEOPLE = "/registry/people"
DOORS = {
    f"{_PEOPLE}/": SEES_PEOPLE,
    f"{_PEOPLE}/?q=ทดสอบ&state=never": SEES_PEOPLE,
    f"{_PEOPLE}/people.xlsx": SEES_PEOPLE,
    f"{_PEOPLE}/posts": SEES_PEOPLE,
    f"{_PEOPLE}/teams": SEES_ALL_PEOPLE,
    f"{_PEOPLE}/person/teacher": SEES_PEOPLE | {"teacher"},
    f"{_PEOPLE}/person/clerk": SEES_ALL_PEOPLE | {"clerk"},
    f"{_PEOPLE}/units/school/{OWN}": SEES_PEOPLE,
    f"{_PEOPLE}/units/school/{OTHER}": SEES_ALL_PEOPLE,
    f"{_PEOPLE}/units/network/N1": SEES_ALL_PEOPLE,
    f"{_PEOPLE}/units/area/9302": SEES_ALL_PEOPLE,
}
_CHANGES = ("change", "give", "code", "second-factor", "close")


def _of(username: str, *changes: str) -> list[str]:
    return [f"{_PEOPLE}/person/{username}/{change}" for change in changes]


FORMS = {
    f"{_PEOPLE}/add": MANAGES,
    f"{_PEOPLE}/slips": MANAGES,
    f"{_PEOPLE}/posts/add": OFFICE_MANAGES,
    f"{_PEOPLE}/teams/add": OFFICE_MANAGES,
    **dict.fromkeys(_of("teacher", "change", "give", "code", "second-factor"), MANAGES),
    **dict.fromkeys(_of("school-director", *_CHANGES), OFFICE_MANAGES),
    f"{_PEOPLE}/person/administrator/code": set(),
    f"{_PEOPLE}/person/personnel/give": {"administrator"},
    f"{_PEOPLE}/person/newcomer/give": OFFICE_MANAGES,
}
