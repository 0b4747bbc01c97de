"""What would explain that parts and a printed total differ."""

from collections.abc import Sequence
from decimal import Decimal

from khet.rules.checking.reading.quantities import told


def explanation(parts: Sequence[tuple[str, Decimal]], printed: Decimal) -> str:
    """One line that explains the difference, as words that end a sentence; "" where none does.

    A line left out, counted twice, a sign turned, or two neighbouring digits swapped.

    >>> parts = [("ก", Decimal(5)), ("ข", Decimal(7)), ("ค", Decimal(31))]
    >>> explanation(parts, Decimal(36))
    'เท่ากับไม่ได้รวม “ข” (7)'
    >>> explanation(parts, Decimal(25))
    'เท่ากับพิมพ์ “ค” สลับหลักเป็น 13'
    """
    difference = printed - sum((value for _label, value in parts), Decimal(0))
    for label, value in parts:
        if words := _explained(value, difference):
            return words % {"name": f"“{label}”" if label else "รายการหนึ่ง", "value": told(value)}
    return ""


def _explained(value: Decimal, difference: Decimal) -> str:
    if value and difference == -value:
        return "เท่ากับไม่ได้รวม %(name)s (%(value)s)"
    if value and difference == value:
        return "เท่ากับรวม %(name)s (%(value)s) สองครั้ง"
    swapped = value + difference
    if swapped in swaps(value):
        return f"เท่ากับพิมพ์ %(name)s สลับหลักเป็น {told(swapped)}"
    return ""


def swaps(value: Decimal) -> set[Decimal]:
    """The numbers that two neighbouring digits swapped make of one.

    >>> sorted(map(int, swaps(Decimal(123))))
    [132, 213]
    """
    text = str(abs(value))
    found = set()
    for n in range(len(text) - 1):
        if text[n : n + 2].isdigit() and text[n] != text[n + 1]:
            found.add(Decimal(text[:n] + text[n + 1] + text[n] + text[n + 2 :]))
    return found


def one_digit(a: Decimal, b: Decimal) -> bool:
    """Whether two numbers differ in one digit, or in the order of two: a slip of the finger.

    >>> one_digit(Decimal("116"), Decimal("117")), one_digit(Decimal("48.27"), Decimal("48.72"))
    (True, True)
    """
    one, two = f"{a:f}", f"{b:f}"
    if len(one) != len(two) or one.find(".") != two.find("."):
        return False
    one, two = one.replace(".", ""), two.replace(".", "")
    places = [n for n, (x, y) in enumerate(zip(one, two, strict=True)) if x != y]
    crossed = [two[n] for n in places[::-1]] == [one[n] for n in places]
    return len(places) == 1 or (len(places) == 2 and crossed)
