"""Two PDFs of one document → files in a folder and pictures of their pages side by side."""

from __future__ import annotations

import subprocess
import tempfile
from itertools import zip_longest
from pathlib import Path

from PIL import Image

DOTS_AN_INCH = 60
GAP = 10
"""Between the two pages, in pixels."""


def keep(folder: Path, document: bytes, office: bytes, ours: bytes) -> None:
    """Write the document, LibreOffice's PDF (left in the pictures) and formgen's (right)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "document.docx").write_bytes(document)
    (folder / "libreoffice.pdf").write_bytes(office)
    (folder / "formgen.pdf").write_bytes(ours)
    left, right = _pictures(office), _pictures(ours)
    for number, pair in enumerate(zip_longest(left, right), start=1):
        _beside(*pair).save(folder / f"page-{number}.png")


def _pictures(content: bytes) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as name:
        command = ["pdftoppm", "-r", str(DOTS_AN_INCH), "-png", "-", f"{name}/page"]
        subprocess.run(command, input=content, check=True, capture_output=True)
        pages = sorted(Path(name).glob("page*.png"))
        return [Image.open(page).convert("RGB") for page in pages]


def _beside(left: Image.Image | None, right: Image.Image | None) -> Image.Image:
    shown = [picture for picture in (left, right) if picture is not None]
    width = max(picture.width for picture in shown)
    height = max(picture.height for picture in shown)
    both = Image.new("RGB", (2 * width + GAP, height), "grey")
    for number, picture in enumerate((left, right)):
        if picture is not None:
            both.paste(picture, (number * (width + GAP), 0))
    return both
