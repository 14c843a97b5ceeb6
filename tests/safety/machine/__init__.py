"""Random lives of a town of people, over the real actions and both databases, watched at every step.

`town`: the town and its bot · `office`: a strict stand-in for Telegram, with its troubles · `watcher`:
who may be written what and when, judged anew by its own rules · `deeds_…`: what people and the world
do · `history`: what could be seen of a life, to compare two of them.
"""
