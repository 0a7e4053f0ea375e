"""What is concluded about things from what lies around them is what is concluded from the whole."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from councilgraph import build, store
from councilgraph.config import Settings
from councilgraph.graph import neighbours, rules
from councilgraph.iris import Iris

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
IRIS = Iris(Settings().base)
RULES = [*rules.load("derive"), *rules.load("findings")]
BATCHES = 8


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    place = tmp_path_factory.mktemp("store")
    build.publish([SAMPLE / "documents", SAMPLE / "audit"], Settings(store=place))
    return ox.Store.read_only(str(store.current(place).graph))


def apart(whole: ox.Store) -> Iterator[set[str]]:
    """All things of a graph, each with its neighbourhood, in several lots."""
    named = {str(getattr(quad.subject, "value", "")) for quad in whole}
    things = sorted(one for one in named if neighbours.kind(one, IRIS) not in ("", "claim", "finding"))
    lots: list[set[str]] = [set() for _ in range(BATCHES)]
    for number, one in enumerate(things):
        if not any(one in lot for lot in lots):
            lots[number % BATCHES] |= neighbours.together([whole], [one], IRIS, len(things))
    return iter(lots)


def lines(quads: frozenset[ox.Quad] | set[ox.Quad]) -> list[str]:
    return sorted(map(str, quads))


def published(whole: ox.Store, name: str) -> set[ox.Quad]:
    found = whole.quads_for_pattern(None, None, None, ox.NamedNode(IRIS.graph(name)))
    return {quad for quad in found if "/claim/merge-" not in str(quad.subject)}


def test_what_rules_conclude_of_all_neighbourhoods_is_what_they_conclude_of_the_whole(whole: ox.Store) -> None:
    overall = neighbours.Overall.of(whole, IRIS)
    found = [neighbours.concluded(whole, lot, IRIS, overall) for lot in apart(whole)]
    assert lines({quad for one in found for quad in one.derived}) == lines(published(whole, "derived"))
    assert lines({quad for one in found for quad in one.findings}) == lines(published(whole, "findings"))


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_says_how_far_it_looks(rule: rules.Rule) -> None:
    select = rule.sparql.partition("SELECT")[2].partition("{")[0]
    assert f"?{rule.header['local']}" in select
    assert ("MAX(STR(?dated)) AS ?last" in rule.sparql) == ("horizon" in rule.header)
