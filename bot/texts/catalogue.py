"""Loads the sentences of every language once, at start."""

import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.texts.reader import Reader
from bot.texts.say import Say

LOCALES = Path(__file__).parent.parent / "locales"
SOURCE_LANGUAGE = "en"  # the message ids themselves


class Texts:
    """All catalogues by language."""

    def __init__(self, catalogues: dict[str, gettext.NullTranslations]) -> None:
        self._catalogues = catalogues

    @classmethod
    def load(cls, folder: Path = LOCALES) -> "Texts":
        """Read every `<language>/LC_MESSAGES/halqa.po` below `folder`; a new language is one file."""
        catalogues: dict[str, gettext.NullTranslations] = {}
        for path in sorted(folder.glob("*/LC_MESSAGES/halqa.po")):
            compiled = io.BytesIO()
            with path.open("rb") as file:
                write_mo(compiled, read_po(file, locale=path.parent.parent.name))
            compiled.seek(0)
            catalogues[path.parent.parent.name] = gettext.GNUTranslations(compiled)
        return cls(catalogues)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are, in a fixed order."""
        return tuple(sorted(self._catalogues))

    def language_for(self, language_code: str | None) -> str:
        """The catalogue that fits Telegram's `language_code` (`ar-EG` → `ar`); English for the rest."""
        wanted = (language_code or "").lower().replace("_", "-").split("-")[0]
        return wanted if wanted in self._catalogues else SOURCE_LANGUAGE

    def say(self, reader: Reader) -> Say:
        """The voice for `reader`."""
        return Say(reader, self._catalogues[self.language_for(reader.language)])

    def every(self, message: str, *, context: str | None = None) -> frozenset[str]:
        """How `message` reads in each language: for plain keyboard texts that come back typed."""
        return frozenset(
            catalogue.pgettext(context, message) if context else catalogue.gettext(message)
            for catalogue in self._catalogues.values()
        )
