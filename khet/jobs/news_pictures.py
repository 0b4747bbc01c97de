"""Pictures of news as the public gets them: small enough for a phone."""

from io import BytesIO

from PIL import Image

from khet.jobs.evidence_files import stored_path

_MOST = 1280
_QUALITY = 80


def small_picture(sha256: str) -> bytes:
    """A stored picture as JPEG, at most 1280 points wide and high; no smaller one is enlarged.

    Raises:
        FileNotFoundError: it was lost from the folder of the installation.
    """
    with Image.open(stored_path(sha256)) as opened:
        opened.thumbnail((_MOST, _MOST))
        shown = opened.convert("RGBA")
    shown = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
    made = BytesIO()
    shown.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()
