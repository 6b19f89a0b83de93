"""Recordings are played and sought by the browsers people review them with, straight from encrypted files."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from media.plane import Codec, Source
from recordings.playback import PlayableTrack, open_track
from recordings.segment import file_name
from tests.support.encoded import opus_frames, opus_rtp, vp8_frames, vp8_rtp
from tests.support.studio import KEY, RECORDING, Studio, after

BROWSERS = {
    "chromium": ["/usr/bin/chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                 "--autoplay-policy=no-user-gesture-required", "--user-data-dir={profile}"],
    "firefox": ["/usr/bin/firefox-esr", "--headless", "--no-remote", "--profile", "{profile}"],
}  # fmt: skip

ANSWER = 200_000
"""A server may answer less than it was asked for; so even a small file is read in parts."""

PAGE = """<!doctype html><meta charset=utf-8><title>play</title><script>
const once = (element, name) => new Promise((done, fail) => {
  element.addEventListener(name, done, { once: true })
  element.addEventListener('error', () => fail(element.error), { once: true })
})
const play = async (kind) => {
  const element = document.createElement(kind)
  const loaded = once(element, 'loadedmetadata')
  element.muted = true
  element.preload = 'auto'
  element.src = '/' + kind
  document.body.append(element)
  await loaded
  const places = []
  for (const at of [25, 3, 18.5]) {
    const sought = once(element, 'seeked')
    element.currentTime = at
    await sought
    const moved = once(element, 'timeupdate')
    await element.play()
    await moved
    element.pause()
    places.push(element.currentTime - at)
  }
  return { duration: element.duration, width: element.videoWidth ?? 0, places }
}
addEventListener('load', async () => {
  const report = {}
  for (const kind of ['audio', 'video']) {
    report[kind] = await play(kind).catch((error) => String(error?.message ?? error))
  }
  await fetch('/report', { method: 'POST', body: JSON.stringify(report) })
})
</script><body>"""


def player(track: PlayableTrack, ranges: list[tuple[int, int]]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        asked = request.http_range
        start = asked.start or 0
        end = min(asked.stop or track.size, track.size, start + ANSWER)
        ranges.append((start, end))
        headers = {"Accept-Ranges": "bytes", "Content-Type": track.mime}
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{track.size}"
        return web.Response(status=206, body=track.read(start, end - start), headers=headers)

    return answer


async def end(process: asyncio.subprocess.Process) -> None:
    os.killpg(process.pid, signal.SIGKILL)  # a browser is a whole family of processes, in a group of its own
    await process.wait()


async def report_of(browser: str, url: str, reported: "asyncio.Future[Any]", profile: Path) -> Any:  # noqa: ANN401 - JSON
    arguments = [part.format(profile=profile) for part in BROWSERS[browser]]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*arguments, url, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        return await asyncio.wait_for(reported, 60)
    finally:
        await end(process)


@pytest.mark.parametrize("browser", BROWSERS)
async def test_a_browser_plays_and_seeks(studio: Studio, folder: Path, tmp_path: Path, browser: str) -> None:
    await studio.open()
    await studio.tap(1)
    await studio.tap(2, source=Source.CAMERA, codec=Codec.VP8)
    await studio.send(1, opus_rtp(opus_frames(50) * 30))
    await studio.send(2, vp8_rtp(vp8_frames(60, keyframe_every=60) * 15))
    await studio.recorder.seal(RECORDING, after(30_000))
    reported: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    ranges: list[tuple[int, int]] = []

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    async def report(request: web.Request) -> web.Response:
        reported.set_result(await request.json())
        return web.Response()

    app = web.Application()
    audio, video = (open_track(folder / file_name(tap), KEY) for tap in (1, 2))
    app.add_routes([web.get("/", page), web.post("/report", report)])
    app.add_routes([web.get("/audio", player(audio, [])), web.get("/video", player(video, ranges))])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    (tmp_path / "profile").mkdir()
    try:
        port = runner.addresses[0][1]
        result = await report_of(browser, f"http://127.0.0.1:{port}/", reported, tmp_path / "profile")
    finally:
        await runner.cleanup()

    assert result["audio"]["duration"] == pytest.approx(30, abs=0.1)
    assert result["video"]["duration"] == pytest.approx(30, abs=0.1)
    assert result["video"]["width"] == 160
    assert all(0 <= off < 5 for off in (*result["audio"]["places"], *result["video"]["places"]))
    assert any(start > 0 for start, _ in ranges)
