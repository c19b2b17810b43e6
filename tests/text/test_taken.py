"""Stretches that are taken: the same answers as asking every stretch."""

from hypothesis import given
from hypothesis import strategies as st

from claims.text.taken import Taken

STRETCHES = st.tuples(st.integers(0, 40), st.integers(0, 40))


@given(st.lists(STRETCHES, max_size=30), STRETCHES)
def test_touches_and_add_agree_with_a_plain_search(stretches, asked):
    taken, plain = Taken(), []
    for start, end in stretches:
        free = start < end and all(end <= s or e <= start for s, e in plain)
        assert taken.add(start, end) is free
        if free:
            plain.append((start, end))
    start, end = asked
    if start < end:
        assert taken.touches(start, end) is any(start < e and s < end for s, e in plain)
