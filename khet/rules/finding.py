"""Text as it is searched: what people type and what papers hold, brought to one form.

Source: the traps of Thai office papers: no spaces between words, Thai and Arabic digits mixed,
sara am split by a space, spaces doubled.
"""

from khet.rules.thai import arabic_digits, tidy


def search_text(text: str) -> str:
    """Text in the form in which it is searched: Arabic digits, whole sara am, small letters.

    >>> search_text("ราย งาน  สำ นักงาน ปี ๒๕๕๗ SAR")
    'ราย งาน สำนักงาน ปี 2557 sar'
    """
    return tidy(arabic_digits(text)).lower()
