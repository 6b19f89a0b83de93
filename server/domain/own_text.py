"""The application as its author reads it by their own link: of others no number that the author did not write."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from server.domain.application import Application, PartyEntry
from server.domain.errors import InvalidError
from server.domain.ids import Identity
from server.domain.party import masked_address, masked_email, masked_id_number, masked_phone

_MASKS: Final = {
    "phone": masked_phone,
    "email": masked_email,
    "id_number": masked_id_number,
    "service_address": masked_address,
}
_MASK: Final = "*"

Numbers = Mapping[str, Mapping[str, str]]
"""By the key of a party: its telephone, address and number as somebody wrote them."""


def numbers_of(received: str) -> Numbers:
    """Return the numbers of a text that was handed in (`FirstReceipt.text`); nothing when none was kept."""
    if not received:
        return {}
    parties = json.loads(received.partition("\n")[0])["parties"]
    return {party["key"]: {name: party[name] for name in _MASKS} for party in parties}


def shown(application: Application, author: Identity, written: Numbers) -> Application:
    """Return the text with every number of others masked that is not the one `written` by the author."""
    return replace(
        application,
        parties=tuple(
            party if party.key == author else _masked(party, written.get(party.key, {}))
            for party in application.parties
        ),
    )


def _masked(party: PartyEntry, written: Mapping[str, str]) -> PartyEntry:
    values = _values(party)
    return _with(party, {name: one if written.get(name) == one else _MASKS[name](one) for name, one in values.items()})


def _values(party: PartyEntry) -> dict[str, str]:
    return {name: str(getattr(party, name)) for name in _MASKS}


def _with(party: PartyEntry, values: Mapping[str, str]) -> PartyEntry:
    return replace(
        party,
        phone=values["phone"],
        email=values["email"],
        id_number=values["id_number"],
        service_address=values["service_address"],
    )


def restored(application: Application, kept: Application) -> Application:
    """Return the text with every mask that came back as it was shown replaced by what is kept.

    Raises `InvalidError` (`application.masked`) for a mask of anything else.
    """
    known = {party.key: party for party in kept.parties}
    return replace(application, parties=tuple(_restored(party, known.get(party.key)) for party in application.parties))


def _restored(party: PartyEntry, kept: PartyEntry | None) -> PartyEntry:
    there = _values(kept) if kept else dict.fromkeys(_MASKS, "")
    return _with(party, {name: _back(name, value, there[name]) for name, value in _values(party).items()})


def _back(name: str, value: str, kept: str) -> str:
    if _MASK not in value:
        return value
    if value != _MASKS[name](kept):
        raise InvalidError("application.masked", **{name: "masked"})
    return kept
