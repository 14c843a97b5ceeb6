import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.records import Button, Key, Method, Outgoing, ReplyKeyboard

short = st.text(max_size=20)
maybe = st.none() | short
button_rows = st.lists(
    st.lists(
        st.builds(Button, text=short, action=maybe, arg=short, url=maybe, copy=maybe), max_size=3
    ).map(tuple),
    max_size=3,
).map(tuple)
keyboards = st.builds(
    ReplyKeyboard,
    rows=st.lists(
        st.lists(
            st.builds(
                Key, text=short, users=st.none() | st.integers(1, 10), location=st.booleans()
            ),
            max_size=3,
        ).map(tuple),
        max_size=3,
    ).map(tuple),
    placeholder=maybe,
)
outgoings = st.builds(
    Outgoing,
    to=st.integers(-(2**52), 2**52),
    html=short,
    buttons=button_rows,
    keyboard=st.none() | keyboards,
    method=st.sampled_from(Method),
    edits=st.none() | st.integers(1),
    edits_key=maybe,
    recipe=st.none() | st.tuples(short, st.dictionaries(short, st.integers() | short)),
    rtl=st.booleans(),
)


@settings(deadline=None)  # the machine may be busy
@given(outgoings)
def test_a_message_comes_back_from_its_row_as_it_was(outgoing: Outgoing) -> None:
    assert Outgoing.from_json(json.loads(json.dumps(outgoing.to_json()))) == outgoing
