"""The command that fits any table: what it writes, and that every mistake is told in one line."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from aggregator.mixed_model_command import main

REFERENCE = Path(__file__).parent / "reference"
RATINGS = "y,s,d,w\n" + "".join(f"{1 + (i * i // 3 + i // 7) % 4},{i % 7},{i % 5},0.5\n" for i in range(60))
USUAL = ["--response", "y", "--random", "s", "d"]


def run(folder: Path, text: str | bytes, *arguments: str) -> int:
    path = folder / "ratings.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main([str(path), *arguments, "--out", str(folder / "out.csv")])


def test_the_command_writes_effects_and_tells_the_rest_as_json(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "aggregator.mixed_model", str(REFERENCE / "unbalanced.csv"), "--response", "y"]
    command += ["--fixed", "service", "--random", "rater", "officer", "office", "--out", str(tmp_path / "out.csv")]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    with (REFERENCE / "unbalanced.components.csv").open() as file:
        lmer = {(line["kind"], line["name"]): float(line["value"]) for line in csv.DictReader(file)}
    assert told["n"] == 2000
    assert told["connected_groups"] == 1
    assert told["variance_components"]["officer"] == pytest.approx(lmer["variance", "officer"], rel=1e-3)
    assert told["variance_components"]["residual"] == pytest.approx(lmer["variance", "Residual"], rel=1e-3)
    assert told["fixed_effects"]["service=s001"] == pytest.approx(lmer["fixed", "services001"], abs=1e-4)
    assert told["seconds"] > 0
    with (tmp_path / "out.csv").open() as file:
        found = {(line["factor"], line["level"]): line for line in csv.DictReader(file)}
    with (REFERENCE / "unbalanced.effects.csv").open() as file:
        for line in csv.DictReader(file):
            ours = found.pop((line["factor"], line["level"]))
            assert list(ours) == ["factor", "level", "estimate", "sd"]
            assert float(ours["estimate"]) == pytest.approx(float(line["estimate"]), abs=1e-3)
            assert float(ours["sd"]) >= float(line["sd"]) * (1 - 1e-4)
    assert not found


def test_however_many_threads_count_the_figures_are_the_same(tmp_path: Path) -> None:
    figures = []
    for threads in ("1", "2"):
        command = [sys.executable, "-m", "aggregator.mixed_model", str(REFERENCE / "apart.csv"), "--response", "y"]
        command += ["--random", "rater", "officer", "office", "service", "--out", str(tmp_path / "out.csv")]
        subprocess.run(command, capture_output=True, check=True, env=os.environ | {"OPENBLAS_NUM_THREADS": threads})
        with (tmp_path / "out.csv").open() as file:
            lines = list(csv.DictReader(file))
        figures.append([float(line[name]) for line in lines for name in ("estimate", "sd")])
    assert figures[0] == pytest.approx(figures[1], abs=1e-9)


def test_deviations_are_lmers_and_larger_where_the_fixed_effects_are_taken_for_unsure(tmp_path: Path) -> None:
    arguments = ["--response", "y", "--weights", "weight", "--random", "rater", "officer", "office", "service"]
    arguments += ["--out", str(tmp_path / "out.csv")]
    assert main([str(REFERENCE / "weighted.csv"), *arguments]) == 0
    with (tmp_path / "out.csv").open() as ours, (REFERENCE / "weighted.effects.csv").open() as theirs:
        found = {(line["factor"], line["level"]): float(line["sd"]) for line in csv.DictReader(ours)}
        lmer = {(line["factor"], line["level"]): float(line["sd"]) for line in csv.DictReader(theirs)}
    assert found == pytest.approx(lmer, rel=1e-3)
    assert main([str(REFERENCE / "weighted.csv"), *arguments, "--fixed-effects-unsure"]) == 0
    with (tmp_path / "out.csv").open() as ours:
        assert all(float(line["sd"]) > found[line["factor"], line["level"]] for line in csv.DictReader(ours))


@pytest.mark.parametrize(
    ("text", "arguments", "code", "told"),
    [
        (RATINGS, ["--response", "z", "--random", "s"], 2, "no column z; it has: y, s, d, w"),
        (RATINGS, ["--response", "y", "--random", "s", "s"], 2, "column s is named twice"),
        (RATINGS, ["--response", "y", "--random", "s", "--fixed", "s"], 2, "column s is named twice"),
        ("y,s,s\n1,a,b\n", ["--response", "y", "--random", "s"], 2, "more than one column s"),
        ("y,residual\n1,a\n", ["--response", "y", "--random", "residual"], 2, "give that column another name"),
        ("", USUAL, 1, "is empty"),
        ("y,s,d\n", USUAL, 1, "no ratings"),
        ("y,s,d\n1,a,b\nmany,a,c\n", USUAL, 1, "line 3 has 'many' in the column y: it must be a number"),
        ("y,s,d\n1,a,b\nnan,a,c\n", USUAL, 1, "line 3 has 'nan'"),
        ("y,s,d\n1,a,b\n\n1e999,a,c\n", USUAL, 1, "line 4 has '1e999'"),
        ("y,s,d\n1,a,b\n,a,c\n", USUAL, 1, "line 3 has no value in the column y"),
        ("y,s,d\n1,a,b\n2,,c\n", USUAL, 1, "line 3 has no value in the column s"),
        ("y,s,d\n1,a,b\n2,a\n", USUAL, 1, "line 3 has 2 values where the first line has 3"),
        ("y,s,d\n" + "3,a,b\n3,b,c\n" * 5, USUAL, 1, "all ratings are equal"),
        ("y,s,d\n" + "3,a,b\n2,a,c\n" * 5, USUAL, 1, "s has one level only"),
        ("y,s,d\n1,a,b\n2,b,b\n3,c,c\n", USUAL, 1, "s has as many levels as there are ratings"),
        ("y,s,d\n" + "1,a,b\n4,b,c\n" * 5, USUAL, 1, "no residual variance is left"),
        ("y,s,d,w\n1,a,b,0\n2,b,c,1\n", [*USUAL, "--weights", "w"], 1, "a weight is not a finite number above 0"),
        ("y,s,d,w\n1,a,b,x\n2,b,c,1\n", [*USUAL, "--weights", "w"], 1, "line 2 has 'x' in the column w"),
        (b"y,s,d\n1,\xff\xfe,b\n", USUAL, 1, "is not text in UTF-8"),
        ('y,s,d\n1,"a\n' + "x" * 140_000, USUAL, 1, "is not a CSV file"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | bytes, arguments: list[str], code: int, told: str
) -> None:
    assert run(tmp_path, text, *arguments) == code
    output = capsys.readouterr()
    assert told in output.err
    assert output.err.count("\n") == 1
    assert output.out == ""
    assert not (tmp_path / "out.csv").exists()


def test_a_file_that_is_not_there_or_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none.csv"), *USUAL, "--out", str(tmp_path / "out.csv")]) == 1
    assert "none.csv cannot be read: No such file" in capsys.readouterr().err
    (tmp_path / "ratings.csv").write_text(RATINGS)
    assert main([str(tmp_path / "ratings.csv"), *USUAL, "--out", str(tmp_path / "no" / "out.csv")]) == 1
    assert "out.csv cannot be written: No such file" in capsys.readouterr().err


def test_levels_are_texts_and_a_mark_of_the_byte_order_is_no_part_of_a_name(tmp_path: Path) -> None:
    text = "\ufeff" + RATINGS.replace(",6,", ',"Kelurahan A, é",')
    assert run(tmp_path, text, *USUAL, "--weights", "w") == 0
    with (tmp_path / "out.csv").open(encoding="utf-8") as file:
        levels = [line["level"] for line in csv.DictReader(file) if line["factor"] == "s"]
    assert levels == ["0", "1", "2", "3", "4", "5", "Kelurahan A, é"]
