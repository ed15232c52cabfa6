"""The two secrets that stand outside the database: one makes pseudonyms, one seals addresses.

Whoever has the database without this file cannot tell who rated; whoever loses it can recognise no rater again.
"""

import base64
import binascii
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class KeysError(Exception):
    """The key file is missing, unreadable or damaged; one line that says what to do."""


@dataclass(frozen=True)
class Keys:
    """Makes pseudonyms (HMAC-SHA256) and seals bytes (AES-256-GCM)."""

    pseudonym_key: bytes
    sealing_key: bytes

    @classmethod
    def generate(cls) -> "Keys":
        """Return fresh random keys."""
        return cls(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))

    @classmethod
    def load(cls, path: Path) -> "Keys":
        """Read the key file. Raises KeysError."""
        try:
            stored = json.loads(path.read_text("ascii"))
            keys = cls(base64.b64decode(stored["pseudonym"]), base64.b64decode(stored["sealing"]))
        except FileNotFoundError as error:
            raise KeysError(f"The key file {path} is missing: restore it from a backup (suara restore).") from error
        except OSError as error:
            raise KeysError(f"The key file {path} cannot be read: {error.strerror}.") from error
        except (ValueError, KeyError, TypeError, binascii.Error) as error:
            raise KeysError(f"The key file {path} is damaged: restore it from a backup (suara restore).") from error
        if {len(keys.pseudonym_key), len(keys.sealing_key)} != {KEY_BYTES}:
            raise KeysError(f"The key file {path} is damaged: restore it from a backup (suara restore).")
        return keys

    def save(self, path: Path) -> None:
        """Write a new key file that only its owner may read; never over an existing one (FileExistsError)."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(
                {
                    "pseudonym": base64.b64encode(self.pseudonym_key).decode(),
                    "sealing": base64.b64encode(self.sealing_key).decode(),
                },
                file,
            )

    def pseudonym(self, user_id: int) -> bytes:
        """Return the 16 bytes by which a Telegram user is known in the record."""
        return hmac.digest(self.pseudonym_key, str(user_id).encode(), "sha256")[:16]

    @property
    def lot_key(self) -> bytes:
        """The key of all lots, which may be handed to an auditor: no pseudonym can be made with it."""
        return hmac.digest(self.pseudonym_key, b"lots", "sha256")

    def lot(self, name: str) -> float:
        """Return a number between 0 and 1, both excluded: the same for a name each time, unforeseen without the key."""
        drawn = hmac.digest(self.lot_key, name.encode(), "sha256")
        return (int.from_bytes(drawn[:8], "big") // 2**12 + 0.5) / 2**52

    def seal(self, plain: bytes) -> bytes:
        """Encrypt; every call gives other bytes."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.sealing_key).encrypt(nonce, plain, None)

    def unseal(self, sealed: bytes) -> bytes:
        """Decrypt what `seal` gave. Raises KeysError when it was sealed with another key."""
        try:
            return AESGCM(self.sealing_key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
        except InvalidTag as error:
            raise KeysError("Sealed with another key: the key file does not belong to this database.") from error
