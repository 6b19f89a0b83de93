"""What every module of tables shares: the metadata with its naming rules, and the lengths of texts."""

from typing import Final

from sqlalchemy import MetaData

ID: Final = 64
WORD: Final = 64
DIGEST: Final = 64
NAME: Final = 200

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
