"""Ids are kept hashed or sealed with the installation's key."""

from typing import Any

import pytest
from cryptography.fernet import InvalidToken

from khet.records.registry.actions.identity import identity_hash, seal, unseal

ID = "1234567890121"


def test_one_person_has_one_hash_however_typed() -> None:
    assert identity_hash("๑-2345-67890-12-1") == identity_hash(ID) != identity_hash("G644200000001")
    assert len(identity_hash(ID)) == 64
    assert ID not in identity_hash(ID)


def test_the_hash_hangs_on_the_key(settings: Any) -> None:
    before = identity_hash(ID)
    settings.IDENTITY_KEY = b"another"
    assert identity_hash(ID) != before


def test_sealed_ids_open_with_the_same_key_only(settings: Any) -> None:
    sealed = seal("1-2345-67890-12-1")
    assert ID not in sealed
    assert seal(ID) != sealed
    assert unseal(sealed) == ID
    settings.IDENTITY_KEY = b"another"
    with pytest.raises(InvalidToken):
        unseal(sealed)


def test_nothing_stays_nothing() -> None:
    assert (identity_hash(" - "), seal(""), unseal("")) == ("", "", "")
