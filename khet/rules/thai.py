"""Thai text as people type it: digits, numbers, split sara am, school names, dictionary order.

One normaliser for every input of the system. Nothing here loses information that a reader would
miss: callers keep the text as it was typed and use these forms to compare, search and sort.
"""

import re

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_SPLIT_SARA_AM = re.compile(
    r"([\u0e01-\u0e2e][\u0e48-\u0e4b]?) +\u0e33|([\u0e01-\u0e2e])\u0e33 (?=[\u0e01-\u0e4e])"
)
_NIKHAHIT_AA = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_TORN_SARA_AM = re.compile(
    "([\u0e01-\u0e2e][\u0e48-\u0e4b]?) +\u0e33"
    "|([\u0e01-\u0e2e])\u0e33 (?=[\u0e01-\u0e2e\u0e40-\u0e44])"
)
_OLD_MARKS = dict(
    zip(
        range(0xF700, 0xF71B),
        "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
        "\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
_UNSEEN = dict.fromkeys(
    (*range(9), *range(11, 32), 127, 0xAD, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000))
)
_AS_SEEN = {**_UNSEEN, **_OLD_MARKS, 0xA0: " "}
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_APART = re.compile(f" +(?={_MARK})")
_TWICE = re.compile(f"({_MARK})\\1+")
_TURNED = re.compile("([\u0e48-\u0e4c])([\u0e31\u0e34-\u0e39])")
_CLUSTER_TWICE = re.compile(
    f"(?!\u0e17\u0e35\u0e48)([\u0e01-\u0e2e]{_MARK}{{2,4}})([\u0e01-\u0e2e]?)\\1"
)
_SCHOOL_PREFIX = re.compile(r"^(โรงเรียน|ร\.ร\.|รร\.)\s*")
_BRACKETS = re.compile(r"\s*[(\uff08].*?[)\uff09]")
_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_SECONDARY = str.maketrans("\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4d\u0e4e", "!#$%&'()")
_MARKS = frozenset("!#$%&'()")
_LATIN_LAST = str.maketrans({chr(c): chr(0x0F00 + c) for c in range(ord("a"), ord("z") + 1)})
_THAI_BLOCK = b"\x0e"
_THAI = re.compile("[\u0e01-\u0e5b]")
_NUMBER = re.compile(r"[0-9]+")
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:[, ][0-9]{3})+(?:\.[0-9]*)?")
_IGNORED = re.compile(r"[^0-9A-Za-z\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]")


def arabic_digits(text: str) -> str:
    """Thai digits as Arabic ones; all else unchanged: ``"ป.๖"`` → ``"ป.6"``."""
    return text.translate(_DIGITS)


def thai_digits(text: str) -> str:
    """Arabic digits as Thai ones: ``"2556"`` → ``"๒๕๕๖"``."""
    return text.translate(_THAI_DIGITS)


def plain_number(text: str) -> str:
    """A number as people type it, its digits Arabic and nothing between thousands.

    A text that is no number comes back as it is, for its reader to refuse.

    Raises:
        ValueError: a comma elsewhere than between thousands, such as one for a decimal point.

    >>> plain_number(" ๑,๒๕๐.๕ "), plain_number("12.5")
    ('1250.5', '12.5')
    >>> plain_number("12,5")
    Traceback (most recent call last):
    ValueError: 12,5
    """
    plain = tidy(arabic_digits(text))
    if _THOUSANDS.fullmatch(plain):
        return plain.replace(",", "").replace(" ", "")
    if "," in plain:
        raise ValueError(text)
    return plain


def tidy(text: str) -> str:
    """Text with single plain spaces and whole sara am: ``"สำ  นึก"`` → ``"สำนึก"``."""
    spaced = " ".join(text.replace("\u200b", "").split())
    composed = _NIKHAHIT_AA.sub("\\1\u0e33", spaced)
    return _SPLIT_SARA_AM.sub(lambda m: (m[1] or m[2]) + "\u0e33", composed)


def as_seen(text: str) -> str:
    """Text written as it looks, its spaces and lines kept.

    Sara am is whole, each mark stands once and behind its vowel, marks of old fonts are Thai ones,
    and nothing is left that nobody sees. Spaces may mean columns here.

    >>> as_seen("สํา นักงาน  เรืื่อง")
    'สำนักงาน  เรื่อง'
    """
    plain = text.translate(_AS_SEEN).replace("\u0e40\u0e40", "\u0e41")
    ordered = _TURNED.sub(r"\2\1", _TWICE.sub(r"\1", _APART.sub("", plain)))
    composed = _NIKHAHIT_AA.sub("\\1\u0e33", _TWICE.sub(r"\1", ordered))
    return _TORN_SARA_AM.sub(lambda m: (m[1] or m[2]) + "\u0e33", composed)


def mended(text: str) -> str:
    """The text layer of a PDF ``as_seen``, a letter and marks that were drawn as one once.

    ``ที่ที่`` stays, as it is written so.

    >>> mended("ครั้รั้งที่ ๒  ที่ที่ประชุม")
    'ครั้งที่ ๒  ที่ที่ประชุม'
    """
    return _CLUSTER_TWICE.sub(r"\1\2", as_seen(text))


def decoded(content: bytes) -> str:
    """The text of a file of text: UTF-8, UTF-16 or Windows-874; what can't be read becomes U+FFFD.

    >>> decoded("เขต ๑".encode("cp874")), decoded("เขต ๑".encode("utf-16"))
    ('เขต ๑', 'เขต ๑')
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if content[first::2].count(_THAI_BLOCK) * 8 > len(content):
            return content.decode(encoding, "replace")
    text = content.decode("utf-8-sig", "replace")
    told = sum(letter > "\x7f" for letter in text)
    if "\ufffd" in text and len(_THAI.findall(text)) * 2 < told:
        return content.decode("cp874", "replace")
    return text.removesuffix("\ufffd")


def school_key(name: str) -> str:
    """What two writings of one school name share: no prefix, brackets, spaces or hyphens.

    ``"ร.ร.บ้านแม่ขรี (สวิงประชาสรรค์)"`` and ``"บ้านแม่ขรี"`` → ``"บ้านแม่ขรี"``.
    """
    plain = _BRACKETS.sub("", _SCHOOL_PREFIX.sub("", tidy(arabic_digits(name))))
    return re.sub(r"[\s\-]", "", plain)


def sort_key(text: str) -> str:
    """A key whose code-point order is Thai dictionary order.

    A leading vowel is weighed after its consonant, tone marks only between words that are
    otherwise equal, punctuation and spaces not at all, numbers by their value. Source: the order of
    the Royal Institute dictionary, as the ``th`` collation of Unicode's locale data states it.
    """
    letters = _IGNORED.sub("", arabic_digits(tidy(text))).lower().replace("\u0e45", "\u0e32")
    letters = _NUMBER.sub(lambda number: number[0].zfill(8), letters)
    swapped = _LEADING_VOWEL.sub(r"\2\1", letters).translate(_LATIN_LAST).translate(_SECONDARY)
    primary = "".join(letter for letter in swapped if letter not in _MARKS)
    marks = "".join(letter if letter in _MARKS else " " for letter in swapped)
    return f"{primary}\x01{marks.rstrip()}"
