"""Set a template and its data in type: the same data give the same bytes."""

import asyncio
import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Final

import pylopdf_fonts_zh_cn
import typst

from server.services.ports.documents import Value

TEMPLATES: Final = Path(__file__).parent / "templates"
STANDARD: Final = "a-2b"
_MISSING: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_MOST_MISSING: Final = 64
"""Different characters without a glyph in one document; beyond it somebody is playing."""


class DocumentError(Exception):
    """A template is broken or does not fit its data: a fault of the program, never of a person's words."""


class Typesetter:
    """Sets documents in a thread of its own, one at a time. `close` ends it."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="typesetter")
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[pylopdf_fonts_zh_cn.sans_path().parent],
        )

    async def render(self, template: str, data: Mapping[str, Value], at: datetime) -> bytes:
        """Return the PDF/A-2b of `template` (a file of `templates`, without ending), dated `at`.

        `data` is what the template reads as `data`: values, which are never read as markup. A character the fonts
        do not have is written as its code point, so that nothing vanishes in silence. Raises `DocumentError`.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.set, template, data, at)

    def set(self, template: str, data: Mapping[str, Value], at: datetime) -> bytes:
        """Do what `render` does, here and now."""
        text = json.dumps(_printable(dict(data)), ensure_ascii=False, sort_keys=True)
        for _ in range(_MOST_MISSING):
            try:
                return self._compile(template, text, at)
            except typst.TypstError as error:
                missing = _missing(error.message)
                if not missing:
                    raise DocumentError(f"{template}: {error.message}") from error
                text = text.translate({ord(sign): code_point(sign) for sign in missing})
        raise DocumentError(f"{template}: too many characters without a glyph")

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False)

    def _compile(self, template: str, text: str, at: datetime) -> bytes:
        compiler = typst.Compiler(TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=self._fonts)
        made = compiler.compile(
            format="pdf", sys_inputs={"data": text}, pdf_standards=[STANDARD], timestamp=int(at.timestamp())
        )
        if not isinstance(made, bytes):
            raise DocumentError(f"{template}: no document came out")
        return made


def code_point(sign: str) -> str:
    """Return how a character without a glyph is written: 〔U+20BB7〕."""
    return f"〔U+{ord(sign):04X}〕"


def _missing(message: str) -> set[str]:
    """Return the characters without a glyph that the message names, some of them escaped as code points."""
    found = _MISSING.search(message)
    if found is None:
        return set()
    named = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), found[1])
    return {sign for sign in named if not sign.isascii()}


def _printable(value: Value) -> Value:
    """Return the value without control characters, which no paper can show."""
    match value:
        case str():
            return _CONTROL.sub("", value)
        case list():
            return [_printable(part) for part in value]
        case dict():
            return {name: _printable(part) for name, part in value.items()}
        case _:
            return value
