"""The benchmarks run, at a tiny size, and say what they have seen. No test here asks how fast anything was."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import plots
from benchmarks.command import main
from benchmarks.crowd import Crowd
from benchmarks.generator import Load
from benchmarks.growth import AXES, Growth
from benchmarks.rows import HOT_ROOM, P50, P99, ROWS, SCENES
from benchmarks.runs import FAULTS, Run, Sample, run
from benchmarks.servers import Kind, Subject
from benchmarks.verdicts import Verdict, by_row

NO_FAULTS = dict.fromkeys(FAULTS, 0)


def test_a_tiny_crowd_hears_all_that_is_said_in_its_rooms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["many_rooms", "--tiny", "--only", "ours", "--out", str(tmp_path)]) == 0
    assert "many_rooms: 100 rooms, everybody speaks" in capsys.readouterr().out
    [file] = tmp_path.iterdir()
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written["size"] == "tiny"
    assert written["many_rooms"]["met"] is None
    [raw] = written["raw"]
    done = raw["told"]["done"]
    assert raw["told"]["joined"]["members"] == 3 * 10
    assert done["sent"] >= 3 * 10
    assert done["told"] == done["sent"] * 10
    assert {fault: done[fault] for fault in FAULTS} == NO_FAULTS


def test_a_relay_is_measured_in_the_same_way() -> None:
    measured = run(Subject(Kind.STOCK), Crowd(2, 3), Load("paced", seconds=0.3, rate=20, check=300), node="node")
    assert measured.is_whole, measured.remarks
    assert 0 < measured.p50_ms <= measured.p99_ms


def test_an_unknown_row_is_refused_with_the_names_of_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["hot_rooms"])
    said = capsys.readouterr().err
    assert all(row in said for row in ROWS)


def test_every_promise_has_a_scene_on_ours_and_on_the_peer_it_names() -> None:
    promised = [(scene, figure.goal) for scene in SCENES for figure in scene.figures if figure.goal]
    assert all({Kind.OURS, goal.peer} <= set(scene.kinds) for scene, goal in promised)


def verdict(ours: float, node: float) -> Verdict:
    """A verdict on the hot room, with one run each."""
    return Verdict(HOT_ROOM, {Kind.OURS: [ours], Kind.NODE: [node]}, is_whole=True)


def test_a_goal_is_met_from_its_very_ratio_on() -> None:
    assert verdict(1200, 100).is_met
    assert not verdict(1199, 100).is_met


def test_no_goal_is_met_when_something_was_lost() -> None:
    assert not replace(verdict(1200, 100), is_whole=False).is_met


def test_a_small_crowd_proves_nothing() -> None:
    assert replace(verdict(1200, 100), is_proof=False).is_met is None


def test_the_middle_run_counts() -> None:
    assert Verdict(HOT_ROOM, {Kind.OURS: [1, 900, 3]}, is_whole=True).ours == 3


def test_a_row_of_two_parts_is_met_when_both_are() -> None:
    good = Verdict(P99, {Kind.OURS: [10], Kind.NODE: [10]}, is_whole=True)
    bad = Verdict(P50, {Kind.OURS: [16], Kind.NODE: [10]}, is_whole=True)
    assert by_row([good, bad])["latency"]["met"] is False
    assert by_row([good, bad])["latency"]["ratio"] == 1
    assert by_row([good, bad])["latency"]["p50"]["ratio"] == 1.6


def measured(cpu: float) -> Run:
    """A second in which a server has worked so long."""
    told = {"done": {"seconds": 1.0, "load_cpu": 0.1} | NO_FAULTS, "joined": {"seconds": 1.0}}
    return Run(Kind.OURS, told, {"settled": Sample(0, 1_000_000), "begin": Sample(0, 0), "end": Sample(cpu, 0)})


def growth(*costs: float) -> Growth:
    """What it costs at the points of the first axis."""
    return Growth(
        AXES[0], {Kind.OURS: {point: measured(cost) for point, cost in zip(AXES[0].points, costs, strict=True)}}
    )


def test_a_line_is_straight_when_one_more_costs_no_more_than_before() -> None:
    assert growth(0.1, 0.4, 1.6, 4.0).is_straight
    assert not growth(0.1, 0.4, 1.6, 6.0).is_straight


def test_what_is_drawn_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    files = plots.draw(growth(0.1, 0.4, 1.6, 4.0), tmp_path, "2026-01-01")
    assert [file.name for file in files] == [
        f"2026-01-01-people-{measure}.svg" for measure in ("cpu", "memory", "joining")
    ]
    drawn = files[0].read_text(encoding="utf-8")
    assert "ours" in drawn
    assert not [word for word in ("<script", "@import", "href=", "url(http") if word in drawn]
