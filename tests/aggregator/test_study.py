"""A small edition of `make study`: its bounds, with three standard errors of so few worlds for chance."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from aggregator.scoring import ASSUMED
from benchmarks.study.__main__ import written_between
from benchmarks.study.attacks import ATTACKED, ATTACKS, BURST_BY_POSTER, BURST_BY_TICKET, ONE_ACCOUNT
from benchmarks.study.gates import Gate, accuracy_gates, attack_gates, certainty_gates
from benchmarks.study.measures import Measured, summed
from benchmarks.study.runs import compare, shifted
from benchmarks.study.world import HIDDEN, Plan, expected, play

WORLDS = 6
CHANCE = 3.0


@cache
def plain() -> dict[str, Measured]:
    return summed([compare(play(Plan(), seed)) for seed in range(WORLDS)])


@cache
def moved() -> dict[str, dict[str, Measured]]:
    worlds = [shifted(Plan(), seed, (ATTACKS[0], ONE_ACCOUNT, BURST_BY_TICKET, BURST_BY_POSTER)) for seed in range(3)]
    return {attack.name: summed([each[attack] for each in worlds]) for attack in worlds[0]}


def failing(gates: list[Gate]) -> list[str]:
    return [gate.name for gate in gates if not gate.holds(CHANCE)]


def test_the_score_comes_near_to_what_can_be_known() -> None:
    assert failing(accuracy_gates(plain())) == []


def test_the_raw_mean_does_not() -> None:
    assert len(failing(accuracy_gates(plain(), "raw"))) == 3


def test_intervals_hold_the_truth_as_often_as_promised_and_nobody_is_called_below_expectation_wrongly() -> None:
    assert failing(certainty_gates(plain())) == []


def test_without_its_allowance_the_interval_is_too_narrow_where_there_are_many_ratings() -> None:
    assert plain()["bare 200"].mean < plain()["covered 200"].mean


def test_the_raw_mean_calls_one_in_ten_below_expectation_wrongly_however_many_ratings_there_are() -> None:
    assert plain()["raw false 200"].mean > 0.1
    assert plain()["suara right 200"].mean > 0.1  # a rule that calls nobody so is never wrong either


def test_neither_one_account_nor_a_burst_moves_an_officer_far() -> None:
    found = moved()
    by_gate = [found[each.name]["suara 20"] for each in (ONE_ACCOUNT, BURST_BY_TICKET, BURST_BY_POSTER)]
    assert failing(attack_gates(*by_gate)) == []


def test_ten_people_with_tickets_would_break_the_same_bound_and_the_raw_mean_breaks_it_by_one_account() -> None:
    found = moved()
    spread = found[ATTACKS[0].name]["suara 20"]
    assert len(failing(attack_gates(spread, spread, spread))) == 3
    raw = found[ONE_ACCOUNT.name]["raw 20"]
    assert len(failing(attack_gates(raw, raw, raw))) == 3


def test_an_attack_moves_those_with_few_ratings_more() -> None:
    shifts = [moved()[ATTACKS[0].name][f"suara {n}"].mean for n in ATTACKED]
    assert shifts == sorted(shifts)


def test_the_world_has_the_variances_that_the_score_assumes() -> None:
    assert Plan().components.random == pytest.approx(ASSUMED.random)
    effects = np.random.default_rng(1).normal(0, np.sqrt(HIDDEN["officer"]), 200_000)
    assert expected(effects, Plan()).var() == pytest.approx(ASSUMED.random["officer"], rel=0.02)
    assert expected(effects, Plan()).mean() == pytest.approx(Plan().mean, abs=0.002)


def test_faces_come_as_often_as_planned() -> None:
    for plan in (Plan(), Plan(ceiling=True)):
        faces = np.mean([np.bincount(play(plan, seed).faces.astype(int))[1:] / 38_500 for seed in range(12)], axis=0)
        assert faces == pytest.approx(plan.face_shares, abs=0.03)


def test_the_same_seed_gives_the_same_world_and_another_seed_another() -> None:
    plan = replace(Plan(), officers=60, offices=3)
    assert np.array_equal(play(plan, 1).faces, play(plan, 1).faces)
    assert not np.array_equal(play(plan, 1).faces, play(plan, 2).faces)


def test_tables_are_written_where_they_belong_and_nowhere_else() -> None:
    page = "before\n<!-- study: begin -->\nold\n<!-- study: end -->\nafter\n"
    written = written_between(page, "new")
    assert written == "before\n<!-- study: begin -->\n\nnew\n\n<!-- study: end -->\nafter\n"
    assert written_between(written, "new") == written
    with pytest.raises(SystemExit):
        written_between("a page without a place", "new")
