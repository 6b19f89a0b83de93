"""The contract with the browser, written out: `python -m server.web.contract` brings its files up to date.

`docs/openapi.json` comes from the table of routes, `docs/authorisation.md` from it and the table of rights,
`docs/case-export.schema.json` from `server.services.exported_case`,
`static/src/protocol/messages.ts` comes from `signaling.protocol`, `static/src/api/types.ts` from
`server.web.schemas`, `static/src/api/rules.ts` from tables of the domain, and the tables of `docs/protocol.md`
from the socket's models, rules and codes. A test keeps them current.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from server.domain.authority import FILED, PAPERS, AuthorityKind, Paper
from server.domain.doors import SIGNED_FOR, AgreementDoor
from server.domain.manner import FITTING, Manner
from server.domain.session import SessionMode
from server.services.exported_case import ExportedCase
from server.web import authorisation, openapi, schemas
from server.web.reference import filled
from server.web.schemas import Request
from server.web.typescript import borrowed, classes, declarations, union
from signaling import protocol
from signaling.protocol.words import Message

ROOT = Path(__file__).parents[2]
SCHEMAS = (schemas, *(import_module(f"{schemas.__name__}.{found.name}") for found in iter_modules(schemas.__path__)))
"""Every module of `server.web.schemas`, each a part of the same TypeScript file.

Names are unique over all of them and over the enums that they take from the domain.
"""
_PROTOCOL = ROOT / "docs/protocol.md"
_HEAD = "// Generated from {source} by `python -m server.web.contract`. Do not edit.\n\n"


def messages_ts() -> str:
    """Return the socket's messages and the two maps from event name to message."""
    received = frozenset(("Connect", *(model.__name__ for model in protocol.CLIENT_MESSAGES.values())))
    maps = (
        "\n/** Client to server: event name and payload; each is answered by `Ack`. */\n"
        f"export interface ClientMessages {{\n{_map(protocol.CLIENT_MESSAGES)}}}\n"
        "\n/** Server to client: event name and payload. */\n"
        f"export interface ServerMessages {{\n{_map(protocol.SERVER_MESSAGES)}}}\n"
    )
    parts = "\n".join(declarations(part, received) for part in protocol.PARTS)
    return _HEAD.format(source="signaling/protocol") + parts + maps


def types_ts() -> str:
    """Return the bodies of HTTP requests and answers."""
    received = frozenset(found.__name__ for part in SCHEMAS for found in classes(part) if issubclass(found, Request))
    parts = [*(declarations(part, received) for part in SCHEMAS), *(union(enum) for enum in borrowed(SCHEMAS))]
    return _HEAD.format(source="server/web/schemas") + "\n".join(parts)


def rules_ts() -> str:
    """Return the rules the browser shows before it asks, as the domain has them."""
    lines = "".join(f"  {kind}: [{_papers(PAPERS[kind])}],\n" for kind in AuthorityKind)
    filed = "".join(f"  {kind}: [{_papers(FILED.get(kind, frozenset()))}],\n" for kind in AuthorityKind)
    return (
        _HEAD.format(source="server/domain")
        + "import type { AgreementDoor, AuthorityKind, Manner, Paper, SessionMode } from './types'\n\n"
        + "/** Papers an authority needs; the server checks them again when a power is used. */\n"
        + f"export const PAPERS: Readonly<Record<AuthorityKind, readonly Paper[]>> = {{\n{lines}}}\n"
        + "\n/** Papers that count only as a file of the case. */\n"
        + f"export const FILED: Readonly<Record<AuthorityKind, readonly Paper[]>> = {{\n{filed}}}\n"
        + "\n/** In which ways people attend a session of each mode. */\n"
        + f"export const MANNERS: Readonly<Record<SessionMode, readonly Manner[]>> = {{\n{_manners()}}}\n"
        + "\n/** Doors whose paper has effect once every party has signed for it. */\n"
        + f"export const SIGNED_FOR: ReadonlySet<AgreementDoor> = new Set([{_signed_for()}])\n"
    )


def _signed_for() -> str:
    return ", ".join(f"'{door}'" for door in AgreementDoor if door in SIGNED_FOR)


def _manners() -> str:
    fitting = {mode: ", ".join(f"'{one}'" for one in Manner if one in FITTING[mode]) for mode in SessionMode}
    return "".join(f"  {mode}: [{ways}],\n" for mode, ways in fitting.items())


def _papers(papers: frozenset[Paper]) -> str:
    return ", ".join(f"'{paper}'" for paper in Paper if paper in papers)


def files() -> dict[Path, str]:
    """Return every generated file and what it must contain."""
    return {
        ROOT / "static/src/protocol/messages.ts": messages_ts(),
        ROOT / "static/src/api/types.ts": types_ts(),
        ROOT / "static/src/api/rules.ts": rules_ts(),
        ROOT / "docs/openapi.json": json.dumps(openapi.document(), ensure_ascii=False, indent=1) + "\n",
        ROOT / "docs/case-export.schema.json": json.dumps(
            ExportedCase.model_json_schema(), ensure_ascii=False, indent=1
        )
        + "\n",
        ROOT / "docs/authorisation.md": authorisation.page(),
        _PROTOCOL: filled(_PROTOCOL.read_text("utf-8")),
    }


def stale() -> tuple[Path, ...]:
    """Return the files that differ from what would be written now."""
    return tuple(path for path, text in files().items() if not path.exists() or path.read_text("utf-8") != text)


def main() -> int:
    """Write what is stale and name it."""
    for path in stale():
        path.write_text(files()[path], "utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


def _map(messages: dict[str, type[Message]]) -> str:
    return "".join(f"  readonly {name}: {model.__name__}\n" for name, model in messages.items())


if __name__ == "__main__":
    raise SystemExit(main())
