"""Links worth reading, hearing or watching: found out about, shared with circles, thanked for, saved.

Rules: a person has a link once, however it is spelled; a circle has it once, whoever shares it · title,
site, mode and minutes are found out within 3 seconds, or asked · what is shared belongs to a stay · a
circle hears of it as each member wants: at once, weekly, never · a fellow member saves a copy of their
own, and whose it was is kept.
"""
