"""What the page's API answers when it refuses something."""

from bot.playground.sentences.sentence import Gap, Sentence


def in_both(why: Sentence, **gaps: Gap) -> dict[str, str]:
    """The body of the answer that says this sentence."""
    said = why.filled(**gaps)
    return {"error": said.english, "error_ar": said.arabic}
