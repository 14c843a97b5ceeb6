"""What Halqa sends: one row, one delivery, written in the transaction that causes it.

Rules: a unique key makes a second copy impossible · every row is in exactly one of seven states ·
`sending` is committed before the call · replies overtake decisions, decisions nudges, nudges the rest ·
order is kept within a chat and a priority · the audience and the gate are asked again when it is sent.
"""
