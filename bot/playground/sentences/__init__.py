"""What the playground says to people when something is not possible: every sentence in English and in Arabic.

Each says what happened and what to do next. They are here by what they are about; who raises one names it.
"""
