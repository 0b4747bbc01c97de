"""A text as a QR code, drawn as one path of an SVG."""

from itertools import groupby

_MASK = 3
_QUIET = 2


def qr_svg(text: str) -> str:
    """The SVG of the code; a given mask makes it quick and always the same."""
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_M

    code = QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET, mask_pattern=_MASK)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    path = "".join(_row(y, row) for y, row in enumerate(rows))
    size = len(rows)
    box = f'viewBox="0 0 {size} {size}" shape-rendering="crispEdges"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{path}"/></svg>'


def _row(y: int, row: list[bool]) -> str:
    told, x = "", 0
    for dark, run in groupby(row):
        length = len(list(run))
        told += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
        x += length
    return told
