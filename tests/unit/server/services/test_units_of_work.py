"""What a use case begins it commits; whatever only looks reads, and lets nobody who writes wait."""

import ast
from pathlib import Path

import server.services

COMMITS_IN_A_HELPER = frozenset({"adoptions", "roster", "roster_papers"})
OF_THE_ROOM = frozenset({"ledger"})
"""Asked by the recorder, which has no more than `begin`."""


def test_no_use_case_takes_the_writer_to_look() -> None:
    looking = {
        f"{path.stem}.{function.name}"
        for path in Path(server.services.__file__).parent.glob("*.py")
        if path.stem not in COMMITS_IN_A_HELPER | OF_THE_ROOM
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.AsyncFunctionDef)
        for block in ast.walk(function)
        if isinstance(block, ast.AsyncWith) and ".begin()" in ast.unparse(block.items[0])
        if ".commit()" not in ast.unparse(block)
    }

    assert looking == set()
