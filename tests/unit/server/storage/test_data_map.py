"""The map of what is kept of whom names every table, and none that is gone."""

import re
from pathlib import Path

from server.storage import tables

DATA_MAP = Path(__file__).parents[4] / "docs" / "data-map.md"


def test_the_data_map_names_every_table_once_and_no_other() -> None:
    part = DATA_MAP.read_text("utf-8").split("## Tables")[1].split("## Files")[0]
    rows = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]

    assert sorted(named) == sorted(table.name for table in tables.metadata.sorted_tables)
