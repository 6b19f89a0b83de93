"""Bodies of materials: transferable and protected ones, comparison with the original, bundles, and the annex."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from server.domain.material import (
    ComparisonAction,
    ComparisonState,
    MaterialKind,
    MaterialMedia,
    MaterialOrigin,
    ReadingPurpose,
)
from server.domain.serving import Channel
from server.web.schemas import Answer, Request, Version
from server.web.schemas.concurrence import PartySays


class BundleFile(Answer):
    """One file of a bundle: what became of it, or why it was refused."""

    number: int
    name: str
    result: Literal["added", "unchanged", "refused"]
    fault: Literal["", "missing", "empty", "too_large", "digest", "kind", "protected", "type", "path_twice", "too_many"]


class BundleReport(Answer):
    """POST /api/intake/{case}/bundles; `applied` False: a file was refused and nothing changed."""

    reference: str
    applied: bool
    files: tuple[BundleFile, ...]
    is_verified: bool
    """Whether the signature of the filing was checked; False when its key is not known here."""


class MaterialComparison(Request):
    """POST /api/cases/{serial}/materials/{material}/comparison; an objection needs its reason."""

    action: ComparisonAction
    objection: Annotated[str, Field(max_length=500)] = ""
    version: Version


class MaterialCalled(Request):
    """PUT /api/cases/{serial}/materials/{material} and PUT /api/intake/{case}/materials/{material}."""

    kind: MaterialKind


class OwnMaterialCalled(Request):
    """PUT /api/own/{token}/materials/{material}."""

    kind: MaterialKind


class ProtectedReading(Request):
    """POST /api/cases/{serial}/protected/{material}/readings."""

    purpose: ReadingPurpose


class AskAnnex(Request):
    """POST /api/cases/{serial}/support-pack/protected: for what, and what every party said to it."""

    purpose: ReadingPurpose
    answers: Annotated[tuple[PartySays, ...], Field(max_length=100)]


class ServedView(Answer):
    """That one person was given a paper: by which way, when, and who of the staff printed it."""

    identity: str
    name: str
    channel: Channel
    at: datetime
    by_name: str


class DocumentView(Answer):
    """A document that was given out; `served` says to whom by themselves."""

    id: str
    kind: str
    title: str
    sha256: str
    size: int
    made_at: datetime
    served: tuple[ServedView, ...]


class MaterialView(Answer):
    """A material that may go to the court."""

    id: str
    kind: MaterialKind
    name: str
    media: MaterialMedia
    size: int
    sha256: str
    origin: MaterialOrigin
    uploaded_at: datetime
    uploaded_by: str
    digitised_by: str
    digitised_at: datetime | None
    holder: str
    filing_reference: str
    """Number of the electronic filing it was taken over from; empty for all others."""
    comparison: ComparisonState
    objection: str
    version: int


class ProtectedView(Answer):
    """A protected material: its name and no more."""

    id: str
    name: str
    uploaded_at: datetime
    uploaded_by: str


class MaterialsView(Answer):
    """Both classes, each by itself."""

    transferable: tuple[MaterialView, ...]
    protected: tuple[ProtectedView, ...]
