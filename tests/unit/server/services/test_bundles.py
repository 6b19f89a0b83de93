"""Bundles of an electronic filing: every file once, all or none, whatever the archive claims."""

import hashlib
import json
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typing_extensions import override

from recordings.manifest import Signer
from server.domain.application import Door
from server.domain.bundle import FORMAT, FileResult
from server.domain.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from server.domain.ids import CaseId
from server.domain.material import LARGEST, File, MaterialId, MaterialMedia, MaterialOrigin, ProtectedMaterial
from server.services import bundles, intake
from server.services.bundle_reading import read
from server.services.bundles import BundleReport
from server.services.filing import Upload
from server.services.intake_views import IntakeView
from server.storage.audit_log import read_audit
from tests.support.intake import FIRST, begun, complete
from tests.support.store import CENTRE, CLERK, SEAL, MemoryBlobs, Store

REFERENCE = "豫0302网立2026-004417"
CONTRACT, PAY = b"%PDF-1.7 contract", b"%PDF-1.7 pay"


def listed(path: str, content: bytes, **changes: str) -> dict[str, str]:
    digest = hashlib.sha256(content).hexdigest()
    return {"path": path, "name": path, "kind": "contract", "sha256": digest, **changes}


def archive(manifest: object, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", method) as made:
        made.writestr("manifest.json", manifest if isinstance(manifest, str) else json.dumps(manifest))
        for name, content in files.items():
            made.writestr(name, content)
    return whole.getvalue()


def bundle(*files: dict[str, str], held: dict[str, bytes] | None = None, **changes: Any) -> bytes:  # noqa: ANN401 - any part of the list
    manifest = {"format": FORMAT, "reference": REFERENCE, "files": list(files), **changes}
    return archive(manifest, {"合同.pdf": CONTRACT, "工资.pdf": PAY} if held is None else held)


BOTH = (listed("合同.pdf", CONTRACT), listed("工资.pdf", PAY, kind="pay"))


async def taken(store: Store, view: IntakeView, content: bytes) -> BundleReport:
    return await bundles.take_in(CLERK, view.case, content, store.ports)


async def kept(store: Store, view: IntakeView) -> list[str]:
    return [each.name for each in (await intake.read(CLERK, view.case, store.ports)).materials]


async def test_files_of_a_filing_appear_once_with_their_origin(store: Store) -> None:
    view = await begun(store)
    first = await taken(store, view, bundle(*BOTH))
    again = await taken(store, view, bundle(*BOTH))

    assert [each.result for each in first.files] == [FileResult.ADDED] * 2
    assert [each.result for each in again.files] == [FileResult.UNCHANGED] * 2
    materials = (await intake.read(CLERK, view.case, store.ports)).materials
    assert [(each.name, each.origin, each.filing_reference) for each in materials] == [
        ("合同.pdf", MaterialOrigin.IMPORTED, REFERENCE),
        ("工资.pdf", MaterialOrigin.IMPORTED, REFERENCE),
    ]
    entries = await read_audit(store.database.engine)
    assert [entry.act.action for entry in entries].count("material.imported") == 1


async def test_what_was_uploaded_by_hand_is_not_filed_again(store: Store) -> None:
    view = await begun(store)
    await intake.add_material(CLERK, view.case, Upload("我的合同.pdf", CONTRACT), store.ports)
    report = await taken(store, view, bundle(*BOTH))
    assert [each.result for each in report.files] == [FileResult.UNCHANGED, FileResult.ADDED]
    assert await kept(store, view) == ["我的合同.pdf", "工资.pdf"]


@pytest.mark.parametrize(
    ("wrong", "held", "fault"),
    [
        (listed("没有.pdf", PAY), {}, "missing"),
        (listed("空.pdf", b""), {"空.pdf": b""}, "empty"),
        (listed("大.pdf", b"%PDF-" + b"0" * LARGEST), {"大.pdf": b"%PDF-" + b"0" * LARGEST}, "too_large"),
        (listed("改.pdf", PAY), {"改.pdf": PAY + b"!"}, "digest"),
        (listed("怪.pdf", PAY, kind="secret"), {"怪.pdf": PAY}, "kind"),
        (listed("和解.pdf", PAY, kind="settlement"), {"和解.pdf": PAY}, "protected"),
        (listed("程序.exe", b"MZ program"), {"程序.exe": b"MZ program"}, "type"),
        (listed("合同.pdf", CONTRACT), {}, "path_twice"),
    ],
)
async def test_one_refused_file_refuses_all_and_says_why(
    store: Store, wrong: dict[str, str], held: dict[str, bytes], fault: str
) -> None:
    view = await begun(store)
    report = await taken(store, view, bundle(BOTH[0], wrong, held={"合同.pdf": CONTRACT, **held}))
    assert (report.applied, report.files[1].result, report.files[1].fault) == (False, FileResult.REFUSED, fault)
    assert await kept(store, view) == []


@pytest.mark.parametrize(
    "content",
    [
        b"no archive",
        archive("not json", {}),
        archive("[" * 100_000, {}),
        archive({"format": FORMAT}, {}),
        bundle(*BOTH, format="another/1"),
        bundle(*BOTH, reference="  "),
        bundle(),
        bundle(*(listed(f"{number}.pdf", PAY) for number in range(61))),
        bundle(*BOTH)[:-40],
    ],
)
def test_what_is_no_bundle_is_refused_whole(content: bytes) -> None:
    with pytest.raises(InvalidError) as refusal:
        read(content, None)
    assert refusal.value.code == "bundle.unreadable"


def refused_archive(content: bytes) -> str | None:
    with pytest.raises(InvalidError) as refusal:
        read(content, None)
    assert refusal.value.code == "bundle.unreadable"
    return refusal.value.facts.get("archive")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_that_could_unfold_without_bound_is_never_unfolded(method: int) -> None:
    manifest = {"format": FORMAT, "reference": REFERENCE, "files": [BOTH[0]]}
    assert refused_archive(archive(manifest, {"合同.pdf": CONTRACT}, method)) == "method"


def test_an_archive_with_more_entries_than_a_case_has_files_is_not_opened() -> None:
    manifest = {"format": FORMAT, "reference": REFERENCE, "files": [BOTH[0]]}
    beside = {f"{number}": b"" for number in range(300)}
    assert refused_archive(archive(manifest, {"合同.pdf": CONTRACT, **beside})) == "too_many"


def test_folders_in_an_archive_are_no_reason_to_refuse_it() -> None:
    held = {"材料/": b"", "材料/合同.pdf": CONTRACT}
    assert read(bundle(listed("材料/合同.pdf", CONTRACT), held=held), None).files[0].content == CONTRACT


def test_an_archive_with_a_name_in_no_script_is_broken() -> None:
    named = bundle(*BOTH).replace("合同.pdf".encode(), b"\xff" * len("合同.pdf".encode()))
    assert refused_archive(named) == "broken"


def test_an_archive_whose_entry_leads_behind_its_end_is_broken() -> None:
    whole = bytearray(bundle(*BOTH))
    entry = whole.index(b"PK\x01\x02")
    whole[entry + 42 : entry + 46] = (len(whole) - 10).to_bytes(4, "little")
    assert refused_archive(bytes(whole)) == "broken"


@pytest.mark.parametrize(
    "sign", ["\x00", "\n", "\x7f", "\x85", "\u200b", "\u202e", "\u2066", "\u2028", "\ue000", "\ud800"]
)
def test_a_reference_with_a_sign_nobody_sees_is_refused(sign: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        read(bundle(*BOTH, reference=f"2026-1{sign}7"), None)
    assert (refusal.value.code, refusal.value.facts) == ("bundle.unreadable", {"manifest": "malformed"})


def test_a_reference_of_a_court_is_read_as_it_stands() -> None:
    assert (
        read(bundle(*BOTH, reference="（2026）豫0302 民诉前调 17号"), None).reference == "（2026）豫0302 民诉前调 17号"
    )


async def test_no_file_leaves_the_archive_by_its_path(store: Store) -> None:
    view = await begun(store)
    climbing = listed("../../etc/passwd.pdf", PAY)
    await taken(store, view, bundle(climbing, held={"../../etc/passwd.pdf": PAY}))
    assert await kept(store, view) == ["passwd.pdf"]


@dataclass(slots=True)
class BusyHouse(MemoryBlobs):
    """Between sending a file and having it kept, somebody else does something to the case."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    @override
    async def put(self, name: str, content: bytes) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            await meanwhile()
        self.kept[name] = content


def busy(store: Store, meanwhile: Callable[[], Awaitable[object]]) -> Store:
    return replace(store, blobs=BusyHouse(store.blobs.kept, meanwhile))


async def test_others_write_while_a_bundle_is_kept(store: Store) -> None:
    view = await begun(store)
    other = await intake.begin(CLERK, intake.Begin(Door.COUNTER, "another-application"), store.ports)
    house = busy(store, lambda: intake.add_material(CLERK, other.case, Upload("工资.pdf", PAY), store.ports))
    report = await taken(house, view, bundle(*BOTH))
    assert report.applied
    assert await kept(store, view) == ["合同.pdf", "工资.pdf"]
    assert await kept(store, other) == ["工资.pdf"]


async def test_what_came_by_hand_meanwhile_is_not_filed_again_and_its_bytes_are_forgotten(store: Store) -> None:
    view = await begun(store)
    house = busy(store, lambda: intake.add_material(CLERK, view.case, Upload("我的工资.pdf", PAY), store.ports))
    report = await taken(house, view, bundle(*BOTH))
    assert [each.result for each in report.files] == [FileResult.ADDED, FileResult.UNCHANGED]
    assert sorted(await kept(store, view)) == ["合同.pdf", "我的工资.pdf"]
    assert sorted(store.blobs.kept.values()) == sorted([CONTRACT, PAY])


async def protect(store: Store, case: str, content: bytes) -> None:
    file = File("让步.pdf", MaterialMedia.PDF, len(content), hashlib.sha256(content).hexdigest(), "blob")
    async with store.database.begin() as uow:
        await uow.protected.add(ProtectedMaterial(MaterialId("p1"), CaseId(case), file, FIRST, "李秀兰"))
        await uow.commit()


async def test_what_is_protected_does_not_become_transferable_by_a_bundle(store: Store) -> None:
    view = await begun(store)
    await protect(store, view.case, PAY)
    report = await taken(store, view, bundle(*BOTH))
    assert (report.applied, report.files[1].result, report.files[1].fault) == (False, FileResult.REFUSED, "protected")
    assert await kept(store, view) == []


async def test_what_became_protected_meanwhile_refuses_the_bundle_and_none_of_its_bytes_stay(store: Store) -> None:
    view = await begun(store)
    report = await taken(busy(store, lambda: protect(store, view.case, PAY)), view, bundle(*BOTH))
    assert (report.applied, report.files[1].fault) == (False, "protected")
    assert await kept(store, view) == []
    assert store.blobs.kept == {}


async def test_nothing_is_kept_of_a_bundle_when_the_application_is_gone_meanwhile(store: Store) -> None:
    view = await begun(store)
    house = busy(store, lambda: intake.discard(CLERK, view.case, store.ports))
    with pytest.raises(NotFoundError):
        await taken(house, view, bundle(*BOTH))
    assert store.blobs.kept == {}


async def test_a_bundle_is_refused_when_what_was_there_is_taken_out_meanwhile(store: Store) -> None:
    view = await begun(store)
    view = await intake.add_material(CLERK, view.case, Upload("我的工资.pdf", PAY), store.ports)
    material = view.materials[0].id
    house = busy(store, lambda: intake.remove_material(CLERK, view.case, material, store.ports))
    with pytest.raises(StaleVersionError):
        await taken(house, view, bundle(*BOTH))
    assert await kept(store, view) == []
    assert store.blobs.kept == {}


FILING = Signer(Ed25519PrivateKey.generate())
"""Key of the electronic filing; nobody else has it."""


def signed(signer: Signer, *files: dict[str, str], **held: bytes) -> bytes:
    manifest = signer.signed({"format": FORMAT, "reference": REFERENCE, "files": list(files)})
    return archive(manifest, {"合同.pdf": CONTRACT, "工资.pdf": PAY, **held})


@pytest.fixture
def knowing(store: Store) -> Store:
    """A house that knows the key of the electronic filing."""
    return replace(store, filing_key=FILING.verifier)


def forged() -> dict[str, bytes]:
    """Return bundles that the electronic filing did not make, or not so."""
    other, digest = b"%PDF-1.7 another contract", hashlib.sha256(CONTRACT).hexdigest()
    genuine = FILING.signed({"format": FORMAT, "reference": REFERENCE, "files": list(BOTH)})
    exchanged = [{**BOTH[0], "sha256": hashlib.sha256(other).hexdigest()}, BOTH[1]]
    raw = genuine["signature"]["value"]
    held = {"合同.pdf": CONTRACT, "工资.pdf": PAY}
    return {
        "signed by somebody else": signed(SEAL, *BOTH),
        "a file exchanged with its digest": archive({**genuine, "files": exchanged}, {**held, "合同.pdf": other}),
        "a file left out of the list": archive({**genuine, "files": [BOTH[0]]}, held),
        "filed under another number": archive({**genuine, "reference": "豫0302网立2026-000001"}, held),
        "a digest for a signature": archive({**genuine, "signature": {**genuine["signature"], "value": digest}}, held),
        "the algorithm none": archive(
            {**genuine, "signature": {"algorithm": "none", "key_id": FILING.verifier.key_id, "value": raw}}, held
        ),
    }


async def test_a_bundle_the_filing_signed_is_taken_over_and_the_audit_says_that_it_was_checked(knowing: Store) -> None:
    view = await begun(knowing)
    report = await taken(knowing, view, signed(FILING, *BOTH))
    assert (report.applied, report.is_verified) == (True, True)
    (entry,) = [one for one in await read_audit(knowing.database.engine) if one.act.action == "material.imported"]
    assert ("signature", "valid") in entry.act.facts


@pytest.mark.parametrize("which", forged())
async def test_a_forged_bundle_is_refused_and_leaves_nothing(knowing: Store, which: str) -> None:
    view = await begun(knowing)
    with pytest.raises(InvalidError) as refusal:
        await taken(knowing, view, forged()[which])
    assert refusal.value.code == "bundle.forged"
    assert (await kept(knowing, view), knowing.blobs.kept) == ([], {})


async def test_a_bundle_nobody_signed_is_refused_where_the_key_is_known_and_marked_where_it_is_not(
    store: Store, knowing: Store
) -> None:
    view = await begun(store)
    with pytest.raises(InvalidError) as refusal:
        await taken(knowing, view, bundle(*BOTH))
    assert refusal.value.code == "bundle.unsigned"
    assert await kept(store, view) == []
    assert (await taken(store, view, bundle(*BOTH))).is_verified is False


async def test_another_house_takes_nothing_in(store: Store) -> None:
    view = await begun(store)
    with pytest.raises(NotFoundError):
        await bundles.take_in(CENTRE, view.case, bundle(*BOTH), store.ports)


async def test_nothing_is_taken_in_once_the_case_was_taken_on(store: Store) -> None:
    view = await begun(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    await intake.hand_in(CLERK, view.case, store.ports)
    await intake.take_on(CLERK, view.case, store.ports)
    with pytest.raises(ConflictError) as refusal:
        await taken(store, view, bundle(*BOTH))
    assert refusal.value.code == "intake.closed"
