"""What a row is, and the values one is written from."""

from typing import Any

from sqlalchemy import Row

AnyRow = Row[Any]
Values = dict[str, Any]
