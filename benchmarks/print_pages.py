"""WeasyPrint by hand: every HTML file of a folder to PDF with the stylesheet beside it, in one process.

    print_pages.py FOLDER

``edition.html`` holds all articles; the others are one article each.
"""

from __future__ import annotations

import sys
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def main() -> None:
    folder = Path(sys.argv[1])
    fonts = FontConfiguration()
    sheet = CSS(filename=folder / "print.css", font_config=fonts)
    for page in sorted(folder.glob("*.html")):
        HTML(filename=page).write_pdf(
            page.with_suffix(".pdf"), stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
        )


if __name__ == "__main__":
    main()
