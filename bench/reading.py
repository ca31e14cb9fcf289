"""A text read as a user hands it in: by standard input, all of its stories."""

from __future__ import annotations

from io import BytesIO

from rasid import ingest
from rasid.pipeline import Coder
from rasid.records import Coded, Page
from rasid.settings import Settings


def code(text: str, coder: Coder, published: str | None = None) -> list[Coded]:
    """The coded stories of a text; ``[]`` where nothing could be read.

    ``published`` is the ISO date that it comes with. Raises ``ValueError`` where the text is not read as it is: spans would
    point elsewhere.
    """
    out: list[Coded] = []
    for page in ingest.read(["-"], settings=Settings(), published=published, stdin=BytesIO(text.encode())):
        if isinstance(page, Page):
            if page.text != text:
                raise ValueError(f"the text is not read as it is: {text[:40]!r}")
            out.extend(coder.code(page).stories())
    return out
