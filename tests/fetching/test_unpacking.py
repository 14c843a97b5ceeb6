"""What is packed is unpacked whole, or as far as it may be."""

import gzip
import zlib
from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fetching.limits import Limits
from bot.fetching.unpacking import BadPacking, Bomb, Full, Packed, Plain

TEXT = "".join(f"line {number}, " for number in range(20_000)).encode()
MOST = 5_000_000  # bytes
# Nothing but the size is limited.
PATIENT = Limits(most_ratio=2_000)


def deflated(data: bytes, *, bits: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    return packer.compress(data) + packer.flush()


FORMS = {
    "gzip": ("gzip", gzip.compress),
    "zlib": ("deflate", lambda data: deflated(data, bits=15)),
    "raw": ("deflate", lambda data: deflated(data, bits=-15)),
}


def unpacked(
    packing: str, body: bytes, *, piece: int, most: int = MOST, limits: Limits = PATIENT
) -> Packed:
    unpacking = Packed(packing, most_bytes=most, limits=limits)
    for start in range(0, len(body), piece):
        unpacking.take(body[start : start + piece])
    return unpacking


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("piece", [1, 2, 7, 1_000, 1_000_000])
def test_a_body_is_unpacked_however_it_is_cut_into_pieces(form: str, piece: int) -> None:
    packing, pack = FORMS[form]
    done = unpacked(packing, pack(TEXT), piece=piece)
    assert bytes(done.content) == TEXT
    assert done.is_whole


@given(st.binary(max_size=300_000), st.integers(1, 70_000), st.sampled_from(sorted(FORMS)))
def test_whatever_was_packed_comes_out_again(data: bytes, piece: int, form: str) -> None:
    packing, pack = FORMS[form]
    done = unpacked(packing, pack(data), piece=piece)
    assert bytes(done.content) == data
    assert done.is_whole


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 131_072, 1_000_000])
@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_left_inside_when_a_step_ends_where_the_data_does(form: str, size: int) -> None:
    packing, pack = FORMS[form]
    done = unpacked(packing, pack(b"x" * size), piece=1_000_000)
    assert len(done.content) == size
    assert done.is_whole


@pytest.mark.parametrize("piece", [1, 30, 1_000])
def test_the_parts_of_a_gzip_body_are_one(piece: int) -> None:
    done = unpacked("gzip", gzip.compress(b"one, ") + gzip.compress(b"two"), piece=piece)
    assert bytes(done.content) == b"one, two"
    assert done.is_whole


@pytest.mark.parametrize("after", [b"\0" * 512, b"\x1f", b"<!-- served by -->"])
def test_what_stands_behind_the_end_is_passed_over(after: bytes) -> None:
    for packing, pack in FORMS.values():
        done = unpacked(packing, pack(b"all") + after, piece=1_000)
        assert bytes(done.content) == b"all"
        assert done.is_whole


@pytest.mark.parametrize("form", FORMS)
def test_a_body_that_stops_in_the_middle_is_not_whole(form: str) -> None:
    packing, pack = FORMS[form]
    assert not unpacked(packing, pack(TEXT)[:-5], piece=1_000).is_whole


def test_an_empty_body_is_whole_and_a_single_byte_is_not() -> None:
    assert unpacked("gzip", b"", piece=1).is_whole
    assert not unpacked("gzip", b"\x1f", piece=1).is_whole


@pytest.mark.parametrize(
    "body", [b"<html>", b"\x1f\x8b\xff" + b"\0" * 30, gzip.compress(TEXT)[:-8] + b"\0" * 8]
)
def test_what_is_not_gzip_is_told(body: bytes) -> None:
    with pytest.raises(BadPacking):
        unpacked("gzip", body, piece=100_000)


def test_what_is_not_deflate_is_told() -> None:
    with pytest.raises(BadPacking):
        unpacked("deflate", b"\xff" * 100, piece=100)


def test_a_body_has_few_parts() -> None:
    parts = gzip.compress(b"")
    assert unpacked("gzip", parts * 64, piece=1_000_000).is_whole
    with pytest.raises(BadPacking):
        unpacked("gzip", parts * 65, piece=1_000_000)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("piece", [100, 1_000_000])
def test_a_bomb_is_let_alone_before_it_goes_off(form: str, piece: int) -> None:
    packing, pack = FORMS[form]
    bomb = pack(b"\0" * 20_000_000)
    unpacking = Packed(packing, most_bytes=MOST, limits=Limits())
    pieces = (bomb[start : start + piece] for start in range(0, len(bomb), piece))
    with pytest.raises((Bomb, Full)):
        deque(map(unpacking.take, pieces), maxlen=0)
    assert len(unpacking.content) <= min(MOST, 64 * 1024 + 50 * (len(bomb) + piece))


def test_a_little_may_be_packed_as_well_as_it_can_be() -> None:
    done = unpacked("gzip", gzip.compress(b"\0" * 65_536), piece=1_000, limits=Limits())
    assert len(done.content) == 65_536
    with pytest.raises(Bomb):
        unpacked("gzip", gzip.compress(b"\0" * 65_537), piece=1_000, limits=Limits())


@pytest.mark.parametrize("form", FORMS)
def test_no_more_comes_out_than_may_and_the_beginning_is_kept(form: str) -> None:
    packing, pack = FORMS[form]
    assert len(unpacked(packing, pack(TEXT), piece=999, most=len(TEXT)).content) == len(TEXT)
    unpacking = Packed(packing, most_bytes=100_000, limits=PATIENT)
    with pytest.raises(Full):
        unpacking.take(pack(TEXT))
    assert bytes(unpacking.content) == TEXT[:100_000]


def test_a_plain_body_is_cut_where_it_becomes_too_long() -> None:
    plain = Plain(most_bytes=5)
    plain.take(b"abc")
    plain.take(b"de")
    assert (bytes(plain.content), plain.is_whole) == (b"abcde", True)
    with pytest.raises(Full):
        plain.take(b"f")
    assert bytes(plain.content) == b"abcde"
