"""A parcel: the folder or archive that an export is written into, and what lies in it by now."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

RECORDINGS: Final = "录音录像"
PROTECTED: Final = "受保护材料"


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file that lies in a parcel."""

    path: str
    size: int
    sha256: str

    def listed(self) -> dict[str, str | int]:
        """Return it as the signed list names it."""
        return {"path": self.path, "size": self.size, "sha256": self.sha256}


class Parcel(Protocol):
    """A folder or archive being written: nobody sees it under its name before `finish`. Everything here blocks."""

    def add(self, path: str, content: bytes) -> PackedFile:
        """Put in a file."""

    def copy(self, path: str, source: Path) -> PackedFile:
        """Put in a file of any size, a block at a time. Raises `OSError`."""

    def finish(self) -> None:
        """Show it under its name, whole and on the disk. Raises `FileExistsError` for a name that is taken."""


def recording_folder(recording: str) -> str:
    """Return where the sealed files of a recording lie in a parcel."""
    return f"{RECORDINGS}/{recording}"
