"""Files kept in memory: what a bot uploads and what people send."""

import hashlib
from dataclasses import dataclass

from bot.playground.jsontypes import JsonObject
from bot.playground.pictures import look_at
from bot.playground.refusals import bad_request

MAX_PHOTO = 10 * 1024 * 1024  # bytes; Bot API, sendPhoto
MAX_DOCUMENT = 50 * 1024 * 1024  # bytes; Bot API, sendDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it arrived in a request."""

    name: str
    mime_type: str
    content: bytes

    def __len__(self) -> int:
        return len(self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that Telegram keeps; `width` and `height` are set for photos only."""

    file_id: str
    file_unique_id: str
    name: str
    mime_type: str
    content: bytes
    width: int = 0
    height: int = 0

    @property
    def is_photo(self) -> bool:
        """Whether it was sent as a photo."""
        return self.width > 0

    @property
    def path(self) -> str:
        """The `file_path` of getFile."""
        folder = "photos" if self.is_photo else "documents"
        return f"{folder}/{self.file_unique_id}_{self.name}"

    def to_photo_sizes(self) -> list[JsonObject]:
        """As Array of PhotoSize; the playground makes no smaller copies."""
        return [
            {
                "file_id": self.file_id,
                "file_unique_id": self.file_unique_id,
                "width": self.width,
                "height": self.height,
                "file_size": len(self.content),
            }
        ]

    def to_document(self) -> JsonObject:
        """As Document."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_name": self.name,
            "mime_type": self.mime_type,
            "file_size": len(self.content),
        }


class FileStore:
    """All files of a world, by `file_id`."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def add(self, upload: Upload, *, as_photo: bool) -> StoredFile:
        """Keep `upload`.

        Raises:
            ApiError: too large or empty, or a photo that is no picture.
        """
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload) > (MAX_PHOTO if as_photo else MAX_DOCUMENT):
            raise bad_request("file is too big")
        picture = look_at(upload.content) if as_photo else None
        digest = hashlib.sha256(upload.content + upload.name.encode()).hexdigest()
        number = len(self._files) + 1
        stored = StoredFile(
            file_id=f"{'AgAC' if picture else 'BQAC'}{digest[:24]}{number:06d}",
            file_unique_id=f"AQAD{digest[:12]}",
            name=upload.name or ("photo.jpg" if picture else "file"),
            mime_type=picture.mime_type
            if picture
            else upload.mime_type or "application/octet-stream",
            content=upload.content,
            width=picture.width if picture else 0,
            height=picture.height if picture else 0,
        )
        self._files[stored.file_id] = stored
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """The file with this id, or None."""
        return self._files.get(file_id)

    def find_by_path(self, path: str) -> StoredFile | None:
        """The file with this `file_path`, or None."""
        return next((file for file in self._files.values() if file.path == path), None)
