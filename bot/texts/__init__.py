"""What people read: one catalogue a language, and `Say`, the voice that speaks to one reader.

English sentences are the message ids; `bot/locales/<language>/LC_MESSAGES/halqa.po` holds the
sentences of each language. Escaping, direction, plurals and digits are settled here and nowhere else.
"""

from bot.texts.catalogue import Texts
from bot.texts.html import Html, lines, paragraphs
from bot.texts.reader import Digits, Reader
from bot.texts.say import Say

__all__ = ["Digits", "Html", "Reader", "Say", "Texts", "lines", "paragraphs"]
