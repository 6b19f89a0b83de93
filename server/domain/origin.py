"""Origin: where a mediator or a party comes from, which decides who may mediate between whom (在线调解规则 art. 6)."""

from enum import StrEnum


class Origin(StrEnum):
    """Where somebody comes from; of an employer on the mainland, where its capital comes from."""

    MAINLAND = "mainland"
    HONG_KONG_MACAO = "hong_kong_macao"
    TAIWAN = "taiwan"
    FOREIGN = "foreign"
    """Another country, or none."""
