"""Scenes of the playground: a world that begins anew with people who have lived in it for a while.

Whatever a scene holds, people have done at their phones, or the slices' own actions have: there is nothing
that the bot could not have made. This file has names only, so that the command line can say them quickly.
"""

from typing import Final

EMPTY: Final = "empty"  # nobody: the page says what can be done
CIRCLE: Final = "circle"  # a circle at work, and somebody who knocks
EVENING: Final = "evening"  # an evening of nudges

SCENES: Final = (EMPTY, CIRCLE, EVENING)
