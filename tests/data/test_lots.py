"""Lots: what their key gives."""

from statistics import mean

from data.keys import Keys


def test_a_lot_is_the_same_for_a_name_and_key_and_another_for_others(keys: Keys) -> None:
    drawn = [keys.lot(f"points 1 2026-W{week}") for week in range(10, 53)]
    assert drawn == [keys.lot(f"points 1 2026-W{week}") for week in range(10, 53)]
    assert len(set(drawn)) == len(drawn)
    assert keys.lot("points 1 2026-W10") != Keys.generate().lot("points 1 2026-W10")


def test_lots_are_spread_evenly_between_0_and_1(keys: Keys) -> None:
    drawn = [keys.lot(str(number)) for number in range(4000)]
    assert 0 < min(drawn) < 0.01
    assert 0.99 < max(drawn) < 1
    assert abs(mean(drawn) - 0.5) < 0.02
    assert abs(mean((each - 0.5) ** 2 for each in drawn) - 1 / 12) < 0.005


def test_the_key_of_lots_gives_no_pseudonym(keys: Keys) -> None:
    handed_out = Keys(keys.lot_key, keys.sealing_key)
    assert keys.lot_key != keys.pseudonym_key
    assert handed_out.pseudonym(7001) != keys.pseudonym(7001)
