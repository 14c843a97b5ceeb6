"""Check-ins: how a sitting went, one thing learned, and three questions a week.

Rules: the check-in comes when the sitting's minutes have passed, and is answered once · what was learned
is private unless its author shares it with one of their circles · the same reason three times in a row
brings a proposal · the weekly questions are asked of who has a slot or an active goal, with one
reminder; early and late answers count · an answer is corrected by editing the message that holds it.
"""
