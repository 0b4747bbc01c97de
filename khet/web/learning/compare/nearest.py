"""What an address of the comparison could have meant, where it names what isn't there."""

from collections.abc import Mapping
from difflib import get_close_matches

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.rules.thai import school_key, tidy
from khet.web.public.errors import Nearest, NotHereError

_SUGGESTED, _LIKE = 5, 0.6


def not_chosen(
    given: QueryDict,
    name: str,
    value: str,
    told: str,
    names: Mapping[str, str],
    all_fit: bool = False,
) -> NotHereError:
    """The error for one value of an address that isn't there, and what to put in its place.

    Args:
        name: the parameter; ``told`` is what to say, with ``%(given)s``.
        names: what can be chosen, by its value in addresses.
        all_fit: whether each of them fits, so that none has to be sought.
    """
    fitting = list(names) if all_fit else _near(value, names)
    links = [Nearest(names[one], with_other(given, name, value, one)) for one in fitting]
    without = Nearest(_("เปรียบเทียบโดยไม่มีส่วนนี้"), with_other(given, name, value, ""))
    return NotHereError(told % {"given": value[:40]}, [*links[:_SUGGESTED], without])


def _near(value: str, names: Mapping[str, str]) -> list[str]:
    """The values that are written nearly so, or whose names are; else the first ones."""
    wanted = school_key(value).lower()
    plain = {one: school_key(name).lower() for one, name in names.items()}
    coded = get_close_matches(value, names, _SUGGESTED, _LIKE)
    close = set(get_close_matches(wanted, plain.values(), _SUGGESTED, _LIKE))
    named = [one for one, name in plain.items() if name in close or (wanted and wanted in name)]
    return list(dict.fromkeys([*named, *coded])) or list(names)[:_SUGGESTED]


def with_other(given: QueryDict, name: str, old: str, new: str) -> str:
    """The same address with a value in the place of another; added where the other isn't there.

    An empty new value leaves it out.
    """
    changed = given.copy()
    values = [new if tidy(one) == old else one for one in given.getlist(name)]
    changed.setlist(name, [one for one in dict.fromkeys([*values, new]) if one])
    changed.pop("add", None)
    return f"{reverse('learning:compare')}?{changed.urlencode()}"
