"""The voice that speaks to one reader."""

import datetime as dt
import gettext
import re
from collections.abc import Iterable

from bot.texts import moments
from bot.texts.html import (
    LEFT_TO_RIGHT_MARK,
    RIGHT_TO_LEFT_MARK,
    Html,
    clean,
    escaped,
    isolated,
    one_line,
)
from bot.texts.reader import Digits, Reader

_ARABIC_DIGITS_ONLY = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

# A line whose first word is a value; tags and bullets may stand before it.
_BEGINS_WITH_VALUE = re.compile(
    r"(?m)^(?P<before>(?:<[^>]+>|[^\w<{\n])*)(?P<value>\{(?P<name>\w+)\})"
)
# What stands between `{values}` and `<tags>`.
_BETWEEN_VALUES = re.compile(r"(?<![{<])[^{}<>]+(?![^{}<>]*[}>])")

Value = str | int | Html


def mark(message: str) -> str:
    """`message` itself: names a text that is looked up later, so that it is collected."""
    return message


class Say:
    """Whole sentences for one reader.

    `say("Hello {name}.", name=…)` gives HTML: values are escaped, cleaned and isolated, numbers are
    written in the reader's digits, `Html` values go in as they are. `label` gives plain text for
    buttons, alerts and documents. A message id is always a literal, so that it can be collected.
    """

    def __init__(self, reader: Reader, catalogue: gettext.NullTranslations) -> None:
        self.reader = reader
        self._catalogue = catalogue

    # Sentences ----------------------------------------------------------------------------------

    def __call__(self, message: str, /, **values: Value) -> Html:
        """The sentence in the reader's language, as HTML."""
        return self._html(self._catalogue.gettext(message), values)

    def n(self, one: str, many: str, /, *, n: int, **values: Value) -> Html:
        """The sentence in the plural form that `n` asks for, as HTML; `{n}` is the number."""
        return self._html(self._catalogue.ngettext(one, many, n), {"n": n, **values})

    def within(self, context: str, message: str, /, **values: Value) -> Html:
        """Like calling `say`, where one English sentence has several translations by `context`."""
        return self._html(self._catalogue.pgettext(context, message), values)

    def label(self, message: str, /, **values: Value) -> str:
        """Plain text for a button, an alert or a document; values are isolated, not escaped."""
        return self._plain(self._catalogue.gettext(message), values)

    def label_within(self, context: str, message: str, /, **values: Value) -> str:
        """Like `label`, where one English text has several translations by `context`."""
        return self._plain(self._catalogue.pgettext(context, message), values)

    def label_n(self, one: str, many: str, /, *, n: int, **values: Value) -> str:
        """Like `label`, in the plural form that `n` asks for."""
        return self._plain(self._catalogue.ngettext(one, many, n), {"n": n, **values})

    def looked_up(self, message: str, /, **values: Value) -> Html:
        """Like calling `say` for a message id that `mark` named elsewhere."""
        return self._html(self._catalogue.gettext(message), values)

    def label_looked_up(self, message: str, /, **values: Value) -> str:
        """Like `label` for a message id that `mark` named elsewhere."""
        return self._plain(self._catalogue.gettext(message), values)

    def _html(self, sentence: str, values: dict[str, Value]) -> Html:
        shown = {k: self._html_value(v) for k, v in values.items()}
        marked = self._own_direction(self._own_digits(sentence), values)
        return Html(marked.format_map(shown))

    def _plain(self, sentence: str, values: dict[str, Value]) -> str:
        shown = {k: self._plain_value(v) for k, v in values.items()}
        return self._own_digits(sentence).format_map(shown)

    def _own_direction(self, sentence: str, values: dict[str, Value]) -> str:
        """Lines that begin with a word of somebody's get the language's direction.

        Clients take a line's direction from its first letter, some even from inside an isolate.
        """
        mark_of = RIGHT_TO_LEFT_MARK if self.reader.is_rtl else LEFT_TO_RIGHT_MARK

        def marked(start: re.Match[str]) -> str:
            value = values.get(start["name"])
            # Of two marks side by side Telegram turns the first into a joiner.
            is_marked = isinstance(value, Html) and value.startswith(mark_of)
            needs_one = not isinstance(value, int) and not is_marked
            return start["before"] + (mark_of if needs_one else "") + start["value"]

        return _BEGINS_WITH_VALUE.sub(marked, sentence)

    def _own_digits(self, sentence: str) -> str:
        """A sentence's own numbers in the reader's digits, like its values: one system a message."""
        if not self._arabic_digits:
            return sentence
        return _BETWEEN_VALUES.sub(lambda part: self.digits(part.group()), sentence)

    def _html_value(self, value: Value) -> str:
        if isinstance(value, Html):
            return value
        if isinstance(value, str):
            return isolated(escaped(clean(value)))
        return self.digits(str(value))

    def _plain_value(self, value: Value) -> str:
        if isinstance(value, Html):
            msg = "a label has no markup"
            raise TypeError(msg)
        return isolated(one_line(value)) if isinstance(value, str) else self.digits(str(value))

    # Values -------------------------------------------------------------------------------------

    def digits(self, text: str) -> str:
        """`text` with its digits as the reader wants them (a number, a time; never a code)."""
        return text.translate(_ARABIC_DIGITS_ONLY) if self._arabic_digits else text

    @property
    def _arabic_digits(self) -> bool:
        return self.reader.digits is Digits.ARABIC and self.reader.language == "ar"

    def code(self, value: str) -> Html:
        """A code that a tap copies; the marks stand outside, so that they are not copied."""
        return Html(isolated(f"<code>{escaped(value)}</code>"))

    def literal(self, value: str) -> Html:
        """A link, a handle or a `/command`, which marks or other digits inside would break."""
        return Html(isolated(escaped(value)))

    def bold(self, value: str) -> Html:
        """A person's own words in bold."""
        inner = value if isinstance(value, Html) else isolated(escaped(clean(value)))
        return Html(f"<b>{inner}</b>")

    def quote(self, value: str) -> Html:
        """A person's own words, set apart, each line with its own direction."""
        rows = (isolated(escaped(row)) if row.strip() else "" for row in clean(value).split("\n"))
        return Html("<blockquote>" + "\n".join(rows) + "</blockquote>")

    def time(self, at: dt.time, *, short: bool = False) -> Html:
        """A wall-clock time: «7:30 مساءً», `19:30`; `short` fits on a button («7:30 م»)."""
        return Html(isolated(self.digits(self._clock(at, short=short))))

    def _clock(self, at: dt.time, *, short: bool = False) -> str:
        return moments.time_text(at, self.reader, self._catalogue, short=short)

    def day(self, on: dt.date, *, today: dt.date | None = None) -> Html:
        """A date: `Monday 24 November`, with its year where it is not `today`'s."""
        return Html(isolated(self.digits(moments.date_text(on, self.reader, today=today))))

    def moment(self, at: dt.datetime) -> Html:
        """A date and time in the reader's zone."""
        local = at.astimezone(self.reader.tz)
        day = moments.date_text(local.date(), self.reader)
        joined = moments.joined(day, self._clock(local.time()), self._catalogue)
        return Html(isolated(self.digits(joined)))

    def span(self, start: dt.time, end: dt.time) -> Html:
        """From one wall-clock time to another, in words: dashes swap sides in Arabic."""
        words = moments.span_text(start, end, self.reader, self._catalogue)
        return Html(isolated(self.digits(words)))

    def weekdays(self, days: Iterable[int], *, first: bool = False) -> Html:
        """Days of the week (Monday 0), in the order of the reader's week: `Monday and Wednesday`.

        `first`: they begin a line or a button (`Every day`).
        """
        words = moments.weekdays_text(days, self.reader, self._catalogue)
        return Html(isolated(moments.beginning(words) if first else words))

    def weekday(self, day: int, *, short: bool = False) -> str:
        """One day's name, plain."""
        return moments.weekday_text(day, self.reader, short=short)

    def listed(self, items: Iterable[str]) -> Html:
        """Names in one sentence, with the language's own commas and `and`; each escaped, isolated."""
        shown = [i if isinstance(i, Html) else isolated(escaped(one_line(i))) for i in items]
        return Html(moments.list_text(shown, self.reader))

    def length(self, length: dt.timedelta) -> Html:
        """A length as a label: `45 minutes`, `1 hour`; never after an Arabic preposition."""
        minutes = int(length.total_seconds() // 60)
        hours, rest = divmod(minutes, 60)
        days, hours_left = divmod(hours, 24)
        if days and not hours_left and not rest:
            return self.n("{n} day", "{n} days", n=days)
        if hours and not rest:
            return self.n("{n} hour", "{n} hours", n=hours)
        return self.n("{n} minute", "{n} minutes", n=minutes)

    @staticmethod
    def plain(html: Html) -> str:
        """A `time`, `day` or `weekdays` value for use on a button or in a document."""
        return str(html)
