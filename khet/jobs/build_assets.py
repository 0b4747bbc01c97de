"""``khet assets``: fonts, the English catalogue and the static files of the web pages.

Everything lands in ``build/`` beside the package and depends on the checkout only, never on an
installation. A repeated call compares one hash and does nothing more.
"""

import argparse
import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

_TOP = Path(__file__).resolve().parents[2]
_BUILD = _TOP / "build"
_STAMP = _BUILD / "assets.sha256"
_CATALOGUES = _TOP / "khet" / "web" / "locale"
_STATIC = _TOP / "khet" / "web" / "static"
_WEIGHTS = ("Regular", "SemiBold")
_LETTERS = (range(0x20, 0x7F), range(0xA0, 0x100), range(0x0E00, 0x0E80), range(0x2010, 0x2040))
_SIGNS = "−×√≤≥≠≈←→↑↓▲▼◆■∑·฿€"
_NOT_SERVED = ("ext", "*-4.*", "htmax*", "htmx-2.js")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``khet assets`` takes no options."""


def run(options: argparse.Namespace) -> int:
    """Build what changed; exit code 0."""
    build_assets()
    return 0


def build_assets() -> None:
    """Make ``build/fonts``, ``build/locale`` and ``build/static`` unless they are up to date."""
    _BUILD.mkdir(exist_ok=True)
    with _alone():
        key = _key()
        if _STAMP.exists() and _STAMP.read_text(encoding="ascii") == key:
            return
        _subset_fonts(_BUILD / "fonts")
        _compile_catalogues(_BUILD / "locale")
        _collect_static()
        _STAMP.write_text(key, encoding="ascii")


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let two calls at once wait for each other."""
    with (_BUILD / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _key() -> str:
    """One hash over everything that the assets are made from."""
    sources = [Path(__file__), _TOP / "requirements.lock", *_files(_CATALOGUES), *_files(_STATIC)]
    told = hashlib.sha256(str(_TOP).encode())
    for path in sources:
        told.update(f"{path.name}\n".encode() + path.read_bytes())
    return told.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _subset_fonts(folder: Path) -> None:
    """Sarabun with the letters that pages use, as WOFF2, in two weights."""
    import fontpkg_sarabun
    from fontTools import subset

    folder.mkdir(exist_ok=True)
    letters = [code for block in _LETTERS for code in block] + [ord(sign) for sign in _SIGNS]
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
    for weight in _WEIGHTS:
        source = fontpkg_sarabun.ROOT / "files" / f"Sarabun-{weight}.ttf"
        font = subset.load_font(source, options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        subset.save_font(font, folder / f"Sarabun-{weight}.woff2", options)


def _compile_catalogues(folder: Path) -> None:
    import polib

    for source in _CATALOGUES.glob("*.po"):
        target = folder / source.stem / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        polib.pofile(str(source)).save_as_mofile(str(target))


def _collect_static() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khet.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command(
        "collectstatic",
        interactive=False,
        verbosity=0,
        clear=True,
        ignore_patterns=list(_NOT_SERVED),
    )
