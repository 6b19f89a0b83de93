import base64
import stat
from pathlib import Path

import pytest

from recordings.errors import KeyUnknownError
from recordings.vault import KeyRing

OLD, NEW, DATA = bytes(32), bytes(range(32)), b"d" * 32


def test_a_wrapped_key_is_unwrapped_for_its_recording() -> None:
    ring = KeyRing((NEW,))

    assert ring.unwrap(ring.wrap(DATA, "one"), "one") == DATA


def test_a_wrapped_key_does_not_show_the_key() -> None:
    assert DATA[:4] not in KeyRing((NEW,)).wrap(DATA, "one")


def test_a_wrapped_key_is_of_no_use_for_another_recording() -> None:
    ring = KeyRing((NEW,))

    with pytest.raises(KeyUnknownError):
        ring.unwrap(ring.wrap(DATA, "one"), "two")


def test_keys_wrapped_before_a_rotation_are_still_unwrapped() -> None:
    wrapped = KeyRing((OLD,)).wrap(DATA, "one")

    assert KeyRing((NEW, OLD)).unwrap(wrapped, "one") == DATA
    with pytest.raises(KeyUnknownError):
        KeyRing((NEW,)).unwrap(wrapped, "one")


def test_a_new_key_wraps_after_a_rotation() -> None:
    wrapped = KeyRing((NEW, OLD)).wrap(DATA, "one")

    assert KeyRing((NEW,)).unwrap(wrapped, "one") == DATA


@pytest.mark.parametrize("at", [0, 3, 12, 25, 60])
def test_a_damaged_wrapped_key_is_refused(at: int) -> None:
    ring = KeyRing((NEW,))
    wrapped = bytearray(ring.wrap(DATA, "one"))
    wrapped[at] ^= 1

    with pytest.raises(KeyUnknownError):
        ring.unwrap(bytes(wrapped), "one")


def test_a_key_file_is_made_once_and_only_for_us(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master"

    first, second = KeyRing.load_or_create(path), KeyRing.load_or_create(path)

    assert second.unwrap(first.wrap(DATA, "one"), "one") == DATA
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_file_may_hold_comments() -> None:
    text = f"# newest first\n{base64.b64encode(NEW).decode()}\n\n{base64.b64encode(OLD).decode()}\n"

    assert KeyRing.from_text(text).unwrap(KeyRing((OLD,)).wrap(DATA, "one"), "one") == DATA


@pytest.mark.parametrize("text", ["", "# nothing", "c2hvcnQ=", "not base64!"])
def test_a_useless_key_file_is_refused(text: str) -> None:
    with pytest.raises(KeyUnknownError):
        KeyRing.from_text(text)
