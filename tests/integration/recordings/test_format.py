"""A verifier and player written from docs/recording-format.md alone agrees with what the recorder writes."""

import base64
import hashlib
import io
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from media.plane import Codec, Source
from recordings.manifest import Signer
from tests.support.encoded import opus_frames, opus_rtp, vp8_frames, vp8_rtp
from tests.support.studio import KEY, RECORDING, Studio, after


@pytest.fixture
async def sealed(studio: Studio, folder: Path) -> Path:
    await studio.open()
    await studio.tap(1)
    await studio.tap(2, source=Source.CAMERA, codec=Codec.VP8)
    await studio.send(1, [*opus_rtp(opus_frames(100))[:40], *opus_rtp(opus_frames(100))[60:]])
    await studio.send(2, vp8_rtp(vp8_frames(60)))
    await studio.recorder.mark(RECORDING, after(1_000), "pause")
    await studio.recorder.seal(RECORDING, after(2_000))
    return folder


def manifest_of(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return document


def segments_of(folder: Path) -> Iterator[dict[str, Any]]:
    for track in manifest_of(folder)["tracks"]:
        yield from track["segments"]


def canonical(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def records_of(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    (name_length,) = struct.unpack_from("!H", data, 14)
    at = 24 + name_length
    while at < len(data):
        (length,) = struct.unpack_from("!I", data, at)
        yield data[at : at + 17], data[at + 17 : at + 17 + length]
        at += 17 + length


def test_the_chain_and_digests_are_as_described(sealed: Path) -> None:
    for segment in segments_of(sealed):
        data = (sealed / segment["file"]).read_bytes()
        (name_length,) = struct.unpack_from("!H", data, 14)
        link = hashlib.sha256(data[: 24 + name_length]).digest()
        records = list(records_of(data))
        for head, content in records:
            link = hashlib.sha256(link + head + content).digest()
        sm3 = Hash(SM3())
        sm3.update(data)

        assert data[:8] == b"MRTRACK\0"
        assert data[24 : 24 + name_length] == RECORDING.encode()
        assert (segment["records"], segment["bytes"]) == (len(records), len(data))
        assert segment["chain"] == link.hex()
        assert segment["sha256"] == hashlib.sha256(data).hexdigest()
        assert segment["sm3"] == sm3.finalize().hex()


def test_the_decrypted_contents_one_after_the_other_are_a_webm_file(sealed: Path) -> None:
    frames = []
    for segment in segments_of(sealed):
        data = (sealed / segment["file"]).read_bytes()
        number = struct.pack("!I", segment["track"])
        info = b"mediation-room track " + RECORDING.encode() + b"\0" + number
        cipher = AESGCM(HKDF(SHA256(), 32, None, info).derive(KEY))
        plain = b""
        for sequence, (head, content) in enumerate(records_of(data)):
            plain += cipher.decrypt(number + struct.pack("!Q", sequence), content, head)
        with av.open(io.BytesIO(plain), "r") as container:
            frames.append(len(list(container.decode(container.streams[0]))))

        assert data[16:24] == HKDF(SHA256(), 8, None, b"mediation-room key id").derive(KEY)

    assert frames == [100, 60]


def test_the_signature_is_as_described(sealed: Path, signer: Signer) -> None:
    document = manifest_of(sealed)
    signature = document.pop("signature")
    key: Any = load_pem_public_key(signer.verifier.pem())

    key.verify(base64.b64decode(signature["value"]), canonical(document))

    assert signature["algorithm"] == "Ed25519"
    assert signature["key_id"] == hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def test_the_journal_is_chained_as_described(sealed: Path) -> None:
    link = hashlib.sha256(b"mediation-room journal 1").hexdigest()
    lines = (sealed / "journal.jsonl").read_bytes().splitlines()
    for line in lines:
        fact = json.loads(line)
        stated = fact.pop("link")
        link = hashlib.sha256(link.encode() + b"\n" + canonical(fact)).hexdigest()
        assert stated == link

    assert manifest_of(sealed)["journal"] == {"lines": len(lines), "chain": link}


def test_gaps_and_marks_are_stated_as_described(sealed: Path) -> None:
    mic = next(segments_of(sealed))

    assert mic["gaps"] == [{"at_ms": 800, "length_ms": 400, "reason": "lost"}]
    assert manifest_of(sealed)["marks"] == [{"at_ms": 1_000, "kind": "pause"}]
