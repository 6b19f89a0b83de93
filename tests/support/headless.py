"""A party without a browser, in a process of its own: aiortc in the room of a running demonstration.

    python -m tests.support.headless FOLDER NUMBER [h264]

joins by the link of the party of that NUMBER in the demonstration on the data in FOLDER, sends sound and a picture,
and answers every line on its input with one line of JSON: frames decoded so far, by `<person> <source>`. It leaves
when its input ends. With `h264` it knows no VP8.
"""

import asyncio
import json
import re
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final, cast

from media.capabilities import VP8
from media.plane import MediaPlane, Source
from server.demo import Sheet
from tests.support.party import Party
from tests.support.program import Outside
from tests.support.wait import until

_SOURCES: Final = frozenset({Source.MIC, Source.CAMERA})
_PATIENCE: Final = 90.0
"""Seconds until the mediator lets this party in; browsers start and click on a busy machine meanwhile."""


class _WithoutVp8:
    """Keeps VP8 and its retransmissions out of the offers: whatever is not understood is as good as not offered."""

    def redirect(self, sdp: str) -> str:
        numbers = f"{VP8.payload_type}|{VP8.rtx}"
        sdp = re.sub(rf"a=(rtpmap|fmtp|rtcp-fb):({numbers}) .*\r\n", "", sdp)
        return re.sub(r"m=video .*", lambda line: re.sub(rf" ({numbers})\b", "", line[0]), sdp)


async def _attend(folder: Path, number: int, *, without_vp8: bool) -> None:
    sheet = Sheet.model_validate_json((folder / "demo.json").read_bytes())
    async with AsyncExitStack() as stack:
        room = Outside(sheet.base_url, sheet, stack)
        visitor = await room.party(number)
        await visitor.get_ready(recording=True)
        seat = await room.seat(visitor, *_SOURCES)
        _say("here")
        await until(lambda: seat.view.me.place == "joint", "being let in", patience=_PATIENCE)
        party = await stack.enter_async_context(
            Party(cast("MediaPlane", seat), seat.identity, relay=_WithoutVp8() if without_vp8 else None)
        )
        await party.join(None, _SOURCES)
        await _answer_questions(party)


async def _answer_questions(party: Party) -> None:
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        decoded = {f"{member} {source}": received.frames for (member, source), received in party.received.items()}
        _say(json.dumps(decoded))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_attend(Path(sys.argv[1]), int(sys.argv[2]), without_vp8="h264" in sys.argv[3:]))
