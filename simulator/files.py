"""Files on Telegram's side: kept once, known by ids that stay the same for the same content."""

import base64
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request
from simulator.pictures import picture_size

_PREFIX = {"photo": "AgACAgUAAx", "document": "BQACAgUAAx", "voice": "AwACAgUAAx", "sticker": "CAACAgUAAx"}
_FOLDER = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `path` is what follows `/file/bot<token>/`."""

    kind: str
    file_id: str
    unique_id: str
    path: str
    content: bytes
    name: str
    mime_type: str
    width: int = 0
    height: int = 0

    def wire(self) -> dict[str, Any]:
        """What every description of the file begins with."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    def content_of_message(self) -> dict[str, Any]:
        """The part of a message that brings the file, a photo or a document."""
        return {"photo": self.photo_sizes()} if self.kind == "photo" else {"document": self.document()}

    def photo_sizes(self) -> list[dict[str, Any]]:
        """The `photo` field of a message."""
        return [{**self.wire(), "width": self.width, "height": self.height}]

    def document(self) -> dict[str, Any]:
        """The `document` field of a message."""
        return {"file_name": self.name, "mime_type": self.mime_type, **self.wire()}


class FileStore:
    """All files of a simulator, by id and by path."""

    def __init__(self, token: str) -> None:
        self._salt = token.encode()
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._by_unique_id: dict[str, StoredFile] = {}

    def keep(self, kind: str, content: bytes, name: str, mime_type: str = "") -> StoredFile:
        """Store a file; the same content under the same name is the same file."""
        digest = hashlib.blake2b(
            content + name.encode("utf-8", "replace"), key=self._salt[:64], digest_size=30
        ).digest()
        file_id = _PREFIX[kind] + base64.urlsafe_b64encode(digest).decode()
        known = self._by_id.get(file_id)
        if known is not None:
            return known
        width, height = (picture_size(content) or (0, 0)) if kind == "photo" else (0, 0)
        suffix = ".jpg" if kind == "photo" else "".join(_SUFFIX.findall(name))
        stored = StoredFile(
            kind=kind,
            file_id=file_id,
            unique_id="AQAD" + base64.urlsafe_b64encode(digest[:9]).decode(),
            path=f"{_FOLDER[kind]}/file_{len(self._by_id)}{suffix}",
            content=content,
            name=name,
            mime_type=mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream",
            width=width,
            height=height,
        )
        self._by_id[file_id] = stored
        self._by_path[stored.path] = stored
        self._by_unique_id[stored.unique_id] = stored
        return stored

    def keep_photo(self, content: bytes, name: str) -> StoredFile:
        """Store a picture; raises ApiError 400 when it is none, or too large in bytes or pixels."""
        if len(content) > MAX_PHOTO_BYTES:
            raise bad_request(
                f"file of size {len(content)} bytes is too big for a photo; the maximum size is {MAX_PHOTO_BYTES} bytes"
            )
        if not content:
            raise bad_request("file must be non-empty")
        size = picture_size(content)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(size) > 10_000 or max(size) > 20 * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return self.keep("photo", content, name)

    def by_id(self, file_id: str, kind: str | None = None) -> StoredFile:
        """The file a bot names; raises ApiError 400 when it is unknown or of another kind."""
        stored = self._by_id.get(file_id)
        if stored is None:
            if kind is None:
                raise bad_request("invalid file_id")
            raise bad_request("wrong file identifier/HTTP URL specified")
        if kind is not None and stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def by_unique_id(self, unique_id: str) -> StoredFile | None:
        """The file for the page."""
        return self._by_unique_id.get(unique_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file for a download."""
        return self._by_path.get(path)
