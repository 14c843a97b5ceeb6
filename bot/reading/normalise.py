"""One spelling for the many ways the same word is typed."""

import re
import unicodedata
from typing import Final

# Directional marks, joiners, the byte-order mark and the tatweel: apps paste them in, nobody types them.
_INVISIBLE: Final = re.compile("[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Short vowels, shadda, the dagger alif and the Qur'anic signs.
_TASHKEEL: Final = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_SPACES: Final = re.compile(r"\s+")

_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_LETTERS: Final = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیئۍې", "ي"),
        **dict.fromkeys("کگڪ", "ك"),
        **dict.fromkeys("ةەہھۀ", "ه"),
        "ؤ": "و",
        "ء": None,
    }
)
# Dialects say ت for ث and ض for ظ, and write as they say it: ثلاثاء and تلاتا, الظهر and الضهر.
_SPOKEN: Final = str.maketrans("ثظ", "تض")


def latin_digits(text: str) -> str:
    """`text` with Arabic-Indic (٠–٩) and Persian (۰–۹) digits written 0–9."""
    return text.translate(_DIGITS)


def strip_invisible(text: str) -> str:
    """`text` without characters that nobody sees: directional marks, joiners, the tatweel."""
    return _INVISIBLE.sub("", text)


def folded_ar(text: str) -> str:
    """`text` folded for search: one form of alif, yaa, kaf and haa, no hamza, no short vowels.

    Case-folded too, so that Latin names can be searched with the same call. Digits and spaces stay as they are.
    """
    composed = unicodedata.normalize("NFKC", strip_invisible(text)).casefold()
    # Composed again: taking marks away may bring an alif and a loose hamza together.
    bare = unicodedata.normalize("NFC", _TASHKEEL.sub("", composed))
    return bare.translate(_LETTERS)


def normalise(text: str) -> str:
    """`text` as the word lists spell it: folded, spoken letters joined, digits 0–9, single spaces.

    Running it twice changes nothing.
    """
    folded = latin_digits(folded_ar(text)).translate(_SPOKEN)
    return _SPACES.sub(" ", folded).strip()
