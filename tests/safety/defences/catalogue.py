"""Every defence that is shown to be needed."""

from tests.safety.defences import (
    asking_again,
    buttons,
    clockwork,
    fetching,
    ground,
    incoming,
    inviting,
    leading,
    learning,
    owndata,
    seats,
    sending,
    vouching,
    wording,
)

DEFENCES = (
    *incoming.DEFENCES,
    *sending.DEFENCES,
    *asking_again.DEFENCES,
    *buttons.DEFENCES,
    *seats.DEFENCES,
    *inviting.DEFENCES,
    *vouching.DEFENCES,
    *leading.DEFENCES,
    *clockwork.DEFENCES,
    *wording.DEFENCES,
    *ground.DEFENCES,
    *owndata.DEFENCES,
    *fetching.DEFENCES,
    *learning.DEFENCES,
)
