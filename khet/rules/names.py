"""Names of persons: the title before the name doesn't count when people are put in order."""

import re

from khet.rules.thai import sort_key, tidy

_RANK = r"(?:ร้อย|พัน|สิบ|จ่าสิบ)(?:ตรี|โท|เอก)(?:หญิง)?"
_SHORT = r"(?:[ก-ฮ]\.){2,3}(?:หญิง)?"
_WORDS = r"ว่าที่|ดร\.|ผศ\.|รศ\.|นางสาว|นาง|นาย|เด็กชาย|เด็กหญิง"
_TITLE = re.compile(rf"^(?:{_RANK}|{_SHORT}|{_WORDS})\s*(?=[ก-ฮเ-ไ])")


def tidy_name(name: str) -> str:
    """A name with single plain spaces; one after ``ำ`` stays, it ends a first name.

    >>> tidy_name(" นางทองคำ   ใจดี ")
    'นางทองคำ ใจดี'
    """
    return " ".join(tidy(part) for part in name.split())


def without_title(name: str) -> str:
    """A name without the titles before it; a name that only begins like a title stays whole.

    >>> without_title("นางสาวสมใจ ดีงาม"), without_title("ว่าที่ ร.ต. สม ดี")
    ('สมใจ ดีงาม', 'สม ดี')
    >>> without_title("นายิกา ดี")
    'นายิกา ดี'
    """
    plain = tidy_name(name)
    while (shorter := _TITLE.sub("", plain)) != plain:
        plain = shorter
    return plain


def name_key(name: str) -> str:
    """The key whose order is the Thai dictionary order of names, whatever their titles.

    >>> name_key("นายเก่ง ดี") == name_key("นางสาวเก่ง ดี") < name_key("นางขวัญ ดี")
    True
    """
    return sort_key(without_title(name))
