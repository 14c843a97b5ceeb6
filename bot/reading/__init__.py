"""Reads what people type about time, in Arabic and English.

Pure: text goes in, a record comes out; no clock, no database, no other slice. Whatever can be meant in two ways
comes back as a question with its full answers, never as a guess.

    text ─normalise─▶ tokens ─marks─▶ one mark a word ─rewriting─▶ length, clock, days, manner ─▶ TypedSlot

A *mark* is a word with its kind (a day, a number, a part of the day …). The kinds of a text, one letter each, make
its *shape*, and the grammar is a list of small patterns over shapes, the same for both languages (`marks`).

What callers use: `slot_text` (a slot, or its days, clock, length or a number), `answers` (puts an answer in), `dates`,
`span_text` (quiet hours), `weeks` (week and weekend by country), `normalise`; the values are in `records`.
To teach it a word, add the word to `words_ar`, `words_en`, `words_manner` or `words_dates`, and a row to the tests.
"""
