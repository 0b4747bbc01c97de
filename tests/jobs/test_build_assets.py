"""Fonts, catalogue and static files, built once."""

import gettext
import json

from fontTools.ttLib import TTFont

from khet.jobs import build_assets as job
from khet.jobs.cli import main


def test_assets_are_built_and_a_second_call_does_nothing() -> None:
    assert main(["assets"]) == 0
    built = job._STAMP.stat().st_mtime_ns
    assert main(["assets"]) == 0
    assert job._STAMP.stat().st_mtime_ns == built


def test_the_fonts_hold_thai_latin_and_what_pages_write_besides() -> None:
    main(["assets"])
    for weight in ("Regular", "SemiBold"):
        font = TTFont(job._BUILD / "fonts" / f"Sarabun-{weight}.woff2")
        assert set(map(ord, "กำลังเปิดที่ป่าน้ำ๑๒3ABz−–…√ก็”▲")) <= set(font.getBestCmap())
        assert {"mark", "mkmk"} <= {
            f.FeatureTag for f in font["GPOS"].table.FeatureList.FeatureRecord
        }


def test_the_catalogue_is_compiled() -> None:
    main(["assets"])
    english = gettext.translation("django", job._BUILD / "locale", ["en"])
    assert english.gettext("น้ำเงิน") == "Blue"


def test_every_static_file_has_a_name_by_its_content() -> None:
    main(["assets"])
    names = json.loads((job._BUILD / "static" / "staticfiles.json").read_text())["paths"]
    assert {"khet.css", "khet.js", "fonts/Sarabun-Regular.woff2"} <= set(names)
    style = (job._BUILD / "static" / names["khet.css"]).read_text(encoding="utf-8")
    assert names["fonts/Sarabun-Regular.woff2"] in style
