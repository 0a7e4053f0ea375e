"""Acts and their sections that a question names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from councilgraph.model import Named, Names
from councilgraph.questions.named import Entity, raw_text, take
from councilgraph.questions.words import Token, key

DIVISION = re.compile(
    r"(?:section|sections|s|ss|sec|regulation|regulations|reg|regs|r|article|art|schedule|sch|paragraph|para)\.?"
)
DIVIDED = re.compile(r"(?P<kind>section|sec|s|regulation|reg|r|article|art|schedule|sch)\.?(?P<number>\d[\w()]*)")
_PAPERS = frozenset({"report", "paper", "document", "constitution", "agenda", "minutes", "record", "appendix"})
_KINDS = {
    "s": "section", "ss": "section", "sec": "section", "sections": "section", "r": "regulation", "reg": "regulation",
    "regs": "regulation", "regulations": "regulation", "art": "article", "sch": "schedule", "para": "paragraph",
}  # fmt: skip


def acts(text: str, tokens: Sequence[Token], taken: list[bool], names: Names) -> list[Entity]:
    """Acts named without their year: all of that title ("the Children Act" is of 1989 and of 2004)."""
    found = []
    for index, token in enumerate(tokens):
        if taken[index] or token.word not in ("act", "acts", "regulations", "order", "rules") or index == 0:
            continue
        for first in range(max(0, index - 9), index):
            at = (first, index + 1)
            if any(taken[first : index + 1]) or tokens[first].word in ("the", "of", "and", "under", "cite"):
                continue
            candidates = _yearless(raw_text(text, tokens, at), names)
            if candidates:
                take(taken, at)
                found.append(Entity(raw_text(text, tokens, at), at, candidates))
                break
    return found


def sections(tokens: Sequence[Token], taken: list[bool], names: Names, named: Sequence[Entity]) -> list[Entity]:
    """A section named without an Act: every provision of that number."""
    if any(entity.of("law") for entity in named):
        return []
    found = []
    for index in range(len(tokens)):
        division = _division_at(tokens, index)
        if division is None or any(taken[index : division[2]]) or _of_paper(tokens, division[2]):
            continue
        kind, number, last = division
        ending = key(f"{kind} {number}")
        laws = names.starting(ending, ("law",), 50)
        candidates = tuple(law for law in laws if re.search(rf" {re.escape(ending)}(?: |$)", key(law.label)))
        if candidates:
            take(taken, (index, last))
            found.append(Entity(f"{kind} {number}", (index, last), candidates))
    return found


def _of_paper(tokens: Sequence[Token], last: int) -> bool:
    """Whether a section is said to be of a paper ("section 7 of the report"), which is no law."""
    after = [token.word for token in tokens[last : last + 7]]
    return after[:1] == ["of"] and any(word in _PAPERS for word in after[1:])


def _division_at(tokens: Sequence[Token], index: int) -> tuple[str, str, int] | None:
    """Kind and number of the section that is named at a token, and the token after it."""
    if match := DIVIDED.fullmatch(tokens[index].word):
        return _KINDS.get(match["kind"], match["kind"]), match["number"], index + 1
    number = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if DIVISION.fullmatch(tokens[index].word) and re.match(r"\d", number):
        return _kind(tokens[index].word), number, index + 2
    return None


def _yearless(title: str, names: Names) -> tuple[Named, ...]:
    wanted = key(title)
    head = wanted.split()[0]
    laws = [named for named in names.starting(head, ("law",), 100) if named.kind == "law"]
    return tuple(named for named in laws if re.fullmatch(rf"{re.escape(wanted)}(?: \d{{4}})?", key(named.label)))


def with_section(entity: Entity, tokens: Sequence[Token], taken: list[bool], names: Names) -> Entity:
    """The provision itself, where a section is named with the Act."""
    laws = entity.of("law")
    division = _division(tokens, taken, entity.at) if laws else None
    if division is None:
        return entity
    kind, number, at = division
    take(taken, at)
    path = f"{kind}/" + "/".join(re.findall(r"\w+", number))
    provisions = [named for law in laws for named in names.related(law.iri, "law")]
    held = tuple(named for named in provisions if f"/{path}/".lower() in f"{named.iri}/".lower())
    text = f"{kind} {number} of {entity.text}"
    return Entity(
        text, at, held or (replace(laws[0], iri=f"{laws[0].iri}/{path}", label=text, matched="", held=False),)
    )


def _division(
    tokens: Sequence[Token], taken: list[bool], at: tuple[int, int]
) -> tuple[str, str, tuple[int, int]] | None:
    first = at[0]
    while first > 0 and tokens[first - 1].word in ("of", "the", "under"):
        first -= 1
    if first > 0 and (match := DIVIDED.fullmatch(tokens[first - 1].word)):
        return _KINDS.get(match["kind"], match["kind"]), match["number"], (first - 1, at[1])
    if first > 1 and DIVISION.fullmatch(tokens[first - 2].word) and re.match(r"\d", tokens[first - 1].word):
        return _kind(tokens[first - 2].word), tokens[first - 1].word, (first - 2, at[1])
    after = at[1]
    if after + 1 < len(tokens) and DIVISION.fullmatch(tokens[after].word) and re.match(r"\d", tokens[after + 1].word):
        return _kind(tokens[after].word), tokens[after + 1].word, (at[0], after + 2)
    if after < len(tokens) and (match := DIVIDED.fullmatch(tokens[after].word)):
        return _KINDS.get(match["kind"], match["kind"]), match["number"], (at[0], after + 1)
    return None


def _kind(word: str) -> str:
    return _KINDS.get(word.rstrip("."), word.rstrip("."))
