"""Janus VideoRoom under the load of `forwarding.py`: start it, make rooms, publish and subscribe."""

import asyncio
import os
import re
import secrets
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

import aiohttp

from bench.caller import Caller, Remote, read_remote
from bench.load import Extensions, Person
from media.dtls import Certificate

_PROGRAM: Final = "/usr/bin/janus"
_START_TIMEOUT: Final = 10.0
_EXTENSIONS: Final = Extensions(audio=(1, 0, 0), video=(0, 0, 3))
"""What Janus accepts of what a browser offers."""
_MAIN: Final = """
general: {{ configs_folder = "{folder}" debug_level = 2 }}
media: {{ rtp_port_range = "20000-29999" }}
plugins: {{ disable = "libjanus_audiobridge.so,libjanus_duktape.so,libjanus_echotest.so,libjanus_lua.so,\
libjanus_nosip.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_streaming.so,libjanus_textroom.so,libjanus_videocall.so,\
libjanus_voicemail.so" }}
transports: {{ disable = "libjanus_http.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,\
libjanus_rabbitmq.so" }}
"""
_SOCKET: Final = 'general: {{ ws = true ws_port = {port} ws_ip = "127.0.0.1" ws_logging = 0 }}\n'


class Janus:
    """A Janus of its own, in its own folder: `async with Janus(certificate) as server`."""

    name = "janus"
    recorder_pid = None
    _goes_first = False

    def __init__(self, certificate: Certificate, *, records: bool = False) -> None:
        """Write every packet of everybody into files (.mjr) when it `records`, from threads of the same process."""
        self._certificate = certificate
        self._records = records
        self._folder = tempfile.TemporaryDirectory()
        self._handles: dict[int, asyncio.Queue[dict[str, Any]]] = {}
        self._replies: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._callers: list[Caller] = []
        self._port = _free_port()

    @staticmethod
    def installed() -> bool:
        """Whether there is a Janus on this machine."""
        return Path(_PROGRAM).exists()

    @property
    def pid(self) -> int:
        """The process whose CPU time counts."""
        return self._process.pid

    async def __aenter__(self) -> Self:
        folder = Path(self._folder.name)
        (folder / "janus.jcfg").write_text(_MAIN.format(folder=folder))
        (folder / "janus.transport.websockets.jcfg").write_text(_SOCKET.format(port=self._port))
        (folder / "janus.plugin.videoroom.jcfg").write_text("general: { events = false }\n")
        self._process = subprocess.Popen(  # noqa: ASYNC220, S603 - started once, no input from outside
            [_PROGRAM, "--config", str(folder / "janus.jcfg"), "--configs-folder", str(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if self._goes_first:
            with suppress(OSError):  # its threads inherit it
                os.sched_setscheduler(self._process.pid, os.SCHED_RR, os.sched_param(1))
        self._client = aiohttp.ClientSession()
        self._socket = await self._connect()
        self._reader = asyncio.create_task(self._read())
        self._session = 0
        self._session = (await self._ask({"janus": "create"}))["data"]["id"]
        self._keeper = asyncio.create_task(self._keep_alive())
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in (self._reader, self._keeper):
            task.cancel()
        await self._socket.close()
        await self._client.close()
        for caller in self._callers:
            caller.close()
        self._process.terminate()
        self._process.wait(10)
        self._folder.cleanup()

    async def seat(self, room: int, size: int) -> list[Person]:
        """Make a room of `size` people who all publish and receive everybody else."""
        handle = await self._attach()
        await self._request(handle, {"request": "create", "room": room, "publishers": size, "bitrate": 0,
                                     "audiocodec": "opus", "videocodec": "vp8", "record": self._records,
                                     "rec_dir": self._folder.name}, event=False)  # fmt: skip
        published = [await self._publish(room, room * 100 + index) for index in range(size)]
        return [
            Person(uplink, await self._subscribe(room, feed, size), _EXTENSIONS, audio_ssrc, video_ssrc, size - 1)
            for feed, uplink, audio_ssrc, video_ssrc in published
        ]

    async def time_to_media(self, room: int, size: int) -> float:
        """Let one more person into a room of `size`; return the seconds from its answer to the first packet."""
        caller, remote = await self._answer_subscription(room, 0, size)
        return await asyncio.to_thread(caller.time_to_media, remote)

    async def _publish(self, room: int, feed: int) -> tuple[int, Caller, int, int]:
        handle, caller = await self._attach(), self._caller()
        await self._request(handle, {"request": "join", "ptype": "publisher", "room": room, "id": feed})
        audio_ssrc, video_ssrc = secrets.randbits(31), secrets.randbits(31)
        sdp = _offer(caller, audio_ssrc, video_ssrc)
        event = await self._request(handle, {"request": "publish"}, {"type": "offer", "sdp": sdp})
        await asyncio.to_thread(caller.connect, await self._meet(handle, caller, event["jsep"]["sdp"]))
        return feed, caller, audio_ssrc, video_ssrc

    async def _subscribe(self, room: int, feed: int, size: int) -> Caller:
        caller, remote = await self._answer_subscription(room, feed, size)
        await asyncio.to_thread(caller.connect, remote)
        return caller

    async def _answer_subscription(self, room: int, feed: int, size: int) -> tuple[Caller, Remote]:
        handle, caller = await self._attach(), self._caller()
        streams = [{"feed": room * 100 + index} for index in range(size) if room * 100 + index != feed]
        event = await self._request(handle, {"request": "join", "ptype": "subscriber", "room": room,
                                             "streams": streams})  # fmt: skip
        offer = event["jsep"]["sdp"]
        await self._request(handle, {"request": "start"}, {"type": "answer", "sdp": _answer(caller, offer)})
        return caller, await self._meet(handle, caller, offer)

    async def _meet(self, handle: int, caller: Caller, sdp: str) -> Remote:
        """Tell Janus our only candidate, without which it does not answer; return its end."""
        remote = read_remote(sdp)
        address = f"{remote.address[0]} {caller.socket.getsockname()[1]}"
        candidate = {"sdpMid": "0", "sdpMLineIndex": 0, "candidate": f"candidate:1 1 udp 2130706431 {address} typ host"}
        for trickled in (candidate, {"completed": True}):
            await self._ask({"janus": "trickle", "handle_id": handle, "candidate": trickled})
        return remote

    def _caller(self) -> Caller:
        self._callers.append(Caller(self._certificate))
        return self._callers[-1]

    async def _connect(self) -> aiohttp.ClientWebSocketResponse:
        end = asyncio.get_running_loop().time() + _START_TIMEOUT
        while True:
            try:
                return await self._client.ws_connect(f"http://127.0.0.1:{self._port}/", protocols=["janus-protocol"])
            except aiohttp.ClientError:
                if asyncio.get_running_loop().time() > end:
                    raise
                await asyncio.sleep(0.1)

    async def _read(self) -> None:
        async for message in self._socket:
            value = message.json()
            reply = self._replies.pop(value.get("transaction", ""), None) if value["janus"] != "event" else None
            if reply is not None and not reply.done():
                reply.set_result(value)
            elif value["janus"] == "event":
                self._handles[value["sender"]].put_nowait(value)

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(20)
            await self._ask({"janus": "keepalive"})

    async def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        transaction = secrets.token_hex(8)
        reply = self._replies[transaction] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({**message, "transaction": transaction} | self._where())
        return await asyncio.wait_for(reply, _START_TIMEOUT)

    def _where(self) -> dict[str, int]:
        return {"session_id": self._session} if self._session else {}

    async def _attach(self) -> int:
        handle: int = (await self._ask({"janus": "attach", "plugin": "janus.plugin.videoroom"}))["data"]["id"]
        self._handles[handle] = asyncio.Queue()
        return handle

    async def _request(
        self, handle: int, body: dict[str, Any], jsep: dict[str, str] | None = None, *, event: bool = True
    ) -> dict[str, Any]:
        message: dict[str, Any] = {"janus": "message", "handle_id": handle, "body": body}
        reply = await self._ask(message | ({"jsep": jsep} if jsep else {}))
        while event:
            reply = await asyncio.wait_for(self._handles[handle].get(), _START_TIMEOUT)
            data = reply["plugindata"]["data"]
            if "error" in data:
                raise RuntimeError(str(data))
            if body["request"] != "publish" or "jsep" in reply:
                break
        return reply


class PromptJanus(Janus):
    """A Janus with the real-time priority that our worker asks for itself, which its package does not give it."""

    name = "janus_first"
    _goes_first = True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _transport(caller: Caller) -> str:
    return (
        f"c=IN IP4 127.0.0.1\r\na=ice-ufrag:{caller.ufrag}\r\na=ice-pwd:{caller.password}\r\n"
        f"a=fingerprint:sha-256 {caller.fingerprint}\r\na=setup:active\r\na=rtcp-mux\r\na=rtcp-rsize\r\n"
    )


def _offer(caller: Caller, audio_ssrc: int, video_ssrc: int) -> str:
    return (
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
        f"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n{_transport(caller)}a=mid:0\r\na=sendonly\r\n"
        "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\n"
        f"{_extension_lines(audio=True)}a=ssrc:{audio_ssrc} cname:x\r\n"
        f"m=video 9 UDP/TLS/RTP/SAVPF 96\r\n{_transport(caller)}a=mid:1\r\na=sendonly\r\n"
        "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 transport-cc\r\n"
        f"a=rtcp-fb:96 goog-remb\r\n{_extension_lines(audio=False)}a=ssrc:{video_ssrc} cname:x\r\n"
    )


def _extension_lines(*, audio: bool) -> str:
    lines = [
        "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
        "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    ]
    if audio:
        lines.append("a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level")
    return "".join(f"{line}\r\n" for line in lines)


def _answer(caller: Caller, offer: str) -> str:
    """Answer a subscription: receive every line as it was offered."""
    head, *sections = offer.split("m=")
    group = re.search(r"a=group:BUNDLE[^\r\n]*", head)
    answer = f"v=0\r\no=- 2 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n{group[0] if group else ''}\r\n"
    for section in sections:
        keep = [line for line in section.splitlines()[1:] if re.match(r"a=(mid|rtpmap|fmtp|rtcp-fb|extmap):", line)]
        lines = [section.splitlines()[0], *keep, "a=recvonly"]
        answer += "m=" + "\r\n".join(lines) + "\r\n" + _transport(caller)
    return answer
