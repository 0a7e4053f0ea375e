"""Facts of many documents to things: which is the same as which, and on what evidence."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from councilgraph.iris import Iris
from councilgraph.model import Paper, Resolution, Thing, Told
from councilgraph.resolve.abbreviations import known_abbreviations
from councilgraph.resolve.bodies import resolve_bodies
from councilgraph.resolve.contracts import resolve_contracts
from councilgraph.resolve.decisions import resolve_decisions
from councilgraph.resolve.events import resolve_events
from councilgraph.resolve.laws import resolve_laws
from councilgraph.resolve.people import resolve_people
from councilgraph.resolve.posts import resolve_posts
from councilgraph.resolve.registry import Registry
from councilgraph.resolve.services import resolve_services
from councilgraph.resolve.standing import Standing, standing
from councilgraph.resolve.told import Tellings, tellings

__all__ = ["resolve"]


def resolve(papers: Sequence[Paper], iris: Iris, told: Sequence[Told] = ()) -> Resolution:
    """One IRI for one thing over all papers, a council at a time, whatever order the papers come in.

    What a person tells of identity, in the IRIs that there are without it, goes before what the papers show.
    """
    first = _resolve(papers, iris, Tellings())
    if not told:
        return first
    heard = tellings(told, first)
    return replace(_resolve(papers, iris, heard), outdated=tuple(heard.outdated()))


def _resolve(papers: Sequence[Paper], iris: Iris, told: Tellings) -> Resolution:
    weighed = standing(papers)
    by_council: dict[str, list[Paper]] = defaultdict(list)
    for paper in sorted(papers, key=lambda paper: paper.iri):
        by_council[paper.council].append(paper)
    resolved = [_council(council, found, iris, weighed, told) for council, found in sorted(by_council.items())]
    things: dict[str, Thing] = {}
    for registry in resolved:
        things = registry.things | things
    return Resolution(
        things=tuple(things[iri] for iri in sorted(things)),
        merges=tuple(merge for registry in resolved for merge in registry.merges),
        index={key: mention for registry in resolved for key, mention in registry.index.items()},
        standing=weighed.papers,
        dated=weighed.dates,
    )


def _council(council: str, papers: Sequence[Paper], iris: Iris, weighed: Standing, told: Tellings) -> Registry:
    things = Registry(iris, council, told)
    abbreviations = known_abbreviations(papers)
    resolve_services(papers, things)
    resolve_bodies(papers, things, abbreviations)
    resolve_posts(papers, things, abbreviations)
    resolve_people(papers, things, weighed)
    resolve_decisions(papers, things, weighed)
    resolve_contracts(papers, things, weighed)
    resolve_events(papers, things)
    resolve_laws(papers, things)
    return things
