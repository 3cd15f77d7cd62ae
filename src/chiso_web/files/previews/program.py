"""`python -m chiso_web.files.previews.program`: the file on standard input as a PNG picture."""

import io
import os
import sys
from typing import BinaryIO

import pypdfium2
from PIL import Image, ImageOps

from chiso_web.files.confined import limits_take

WIDTH, HEIGHT = 1000, 1500


def main() -> None:
    """Write the picture to standard output; what cannot be drawn ends badly."""
    kind, page = limits_take(sys.argv[1:])
    with os.fdopen(sys.stdin.fileno(), "rb", closefd=False) as file:
        drawn = _page(file, int(page)) if kind == "pdf" else _picture(file, kind.upper())
    written = io.BytesIO()
    drawn.save(written, "PNG")
    sys.stdout.buffer.write(written.getvalue())


def _page(file: BinaryIO, number: int) -> Image.Image:
    """A page, from 1, as large as fits. PDFium is built without JavaScript here."""
    document = pypdfium2.PdfDocument(file)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), HEIGHT / max(height, 1))
    drawn: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return drawn.convert("RGB")


def _picture(file: BinaryIO, kind: str) -> Image.Image:
    """A photo upright and smaller, its points only."""
    with Image.open(file, formats=[kind]) as picture:
        picture.draft("RGB", (WIDTH, HEIGHT))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((WIDTH, HEIGHT))
        points = upright.convert("RGBA")
    paper = Image.new("RGBA", points.size, "white")
    paper.alpha_composite(points)
    return paper.convert("RGB")


if __name__ == "__main__":
    main()
