"""What can go wrong with recordings.

RecordingError
├── UnknownRecordingError   no open recording of that name (caller's fault, or the recorder was restarted)
├── RecordingOpenError      it is open already, or sealed already
├── TrackExistsError        this tap already has a file in this recording
├── DiskFullError           less than the reserve is free
├── RecordingDamagedError   bytes on disk are not what was written
├── NotARecordingError      the file or folder is not one of ours, or of a version this program does not know
├── KeyUnknownError         the key that sealed it is not in the key ring
├── RecorderLostError       the recorder process is gone; a new one is being started
└── DepotUnreachableError   the bucket of recordings does not answer, or not as it should
"""


class RecordingError(Exception):
    """Base of all errors of recordings; `code` is stable."""

    code = "recording.failed"


class UnknownRecordingError(RecordingError):
    """There is no open recording of this name."""

    code = "recording.unknown"


class RecordingOpenError(RecordingError):
    """The recording is open already or was sealed."""

    code = "recording.open"


class TrackExistsError(RecordingError):
    """The tap already has a file; no tap is used twice."""

    code = "recording.track_exists"


class DiskFullError(RecordingError):
    """Less than the reserve is free where recordings are kept."""

    code = "recording.disk_full"


class RecordingDamagedError(RecordingError):
    """What is on disk is not what was written."""

    code = "recording.damaged"


class NotARecordingError(RecordingError):
    """No file or folder of a recording, or one of a version unknown here."""

    code = "recording.not_a_recording"


class KeyUnknownError(RecordingError):
    """The key it was sealed with is not in the key ring, or is not the right one."""

    code = "recording.key_unknown"


class RecorderLostError(RecordingError):
    """The recorder process does not answer; a new, empty one is being started."""

    code = "recording.lost"


class DepotUnreachableError(RecordingError):
    """The bucket of recordings does not answer, or refuses."""

    code = "recording.depot_unreachable"


BY_CODE: dict[str, type[RecordingError]] = {
    kind.code: kind
    for kind in (
        RecordingError,
        UnknownRecordingError,
        RecordingOpenError,
        TrackExistsError,
        DiskFullError,
        RecordingDamagedError,
        NotARecordingError,
        KeyUnknownError,
        RecorderLostError,
        DepotUnreachableError,
    )
}
"""For errors that crossed a process boundary."""
