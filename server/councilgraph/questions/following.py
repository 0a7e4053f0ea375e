"""A question that follows on from another: "and its supplier?", "only those after 2020", "what about MC210004?"."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from councilgraph.canned import Query
from councilgraph.model import Names
from councilgraph.questions.frames import Frame, read
from councilgraph.questions.lexicon import lexicon
from councilgraph.questions.understanding import Reading, understand

_AND = re.compile(r"^(?:and|so|then|ok|okay)\b[\s,]*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how) about\b\s*", re.IGNORECASE)
_THOSE = re.compile(
    r"^(?:(?:and )?(?:only|just|show only)|which of (?:them|these|those)(?: are| were)?|of (?:these|those|them))\b"
    r"(?: (?:the )?(?:those|ones|the ones))?(?: that (?:are|were))?\s*",
    re.IGNORECASE,
)  # fmt: skip
_ITS = re.compile(r"\b(?:its|their|his|her)\b", re.IGNORECASE)
_IT = re.compile(
    r"\b(?:it|that one|they|them|he|she|him|"
    r"(?:this|that) (?:contract|decision|person|service|act|supplier|company|paper))\b",
    re.IGNORECASE,
)  # fmt: skip
_SHORT = 5


def follow(question: str, before: str, catalogue: Mapping[str, Query], names: Names, today: dt.date) -> Reading:
    """How a question is read after another one; `kept` says what was taken over, "" where nothing was."""
    alone = understand(question, catalogue, names, today)
    if not before.strip():
        return alone
    for text, kept, sure in _completed(question, before, names, today):
        if not sure and alone.status == "understood":
            continue
        found = understand(text, catalogue, names, today)
        if found.status == "understood":
            told = f"{found.reading} Kept from the question before: {kept}."
            return replace(found, question=question, reading=told, kept=kept)
    return alone


def _completed(question: str, before: str, names: Names, today: dt.date) -> Iterator[tuple[str, str, bool]]:
    """The question with what it leaves out, what that is, and whether it plainly leaves something out."""
    known = lexicon()
    asked = question.strip().rstrip("?!. ")
    earlier, now = (read(text, names, today, known) for text in (before, question))
    if narrowed := _THOSE.match(asked):
        yield f"{before.strip().rstrip('?!. ')} {asked[narrowed.end() :]}", f"“{before.strip()}”", True
        return
    rest = _ABOUT.sub("", _AND.sub("", asked))
    short = rest != asked or len(rest.split()) < _SHORT
    if not now.entities and len(earlier.entities) == 1:
        yield from _named(rest, earlier, short)
    elif len(now.entities) == 1 and len(earlier.entities) == 1 and not now.concepts - {"content", "contract"}:
        kinds = {named.kind for named in earlier.entities[0].candidates}
        if kinds & {named.kind for named in now.entities[0].candidates} and short:
            swapped = before.replace(earlier.entities[0].text, now.entities[0].text)
            yield swapped, f"“{before.strip()}”", rest != asked
    elif not now.entities and not now.concepts and now.spans and not earlier.spans and short:
        yield f"{before.strip().rstrip('?!. ')} {rest}", f"“{before.strip()}”", True


def _named(rest: str, earlier: Frame, short: bool) -> Iterator[tuple[str, str, bool]]:
    """The question with the thing of the question before for its pronoun, or after it."""
    thing = earlier.entities[0].text
    kept = f"“{thing}”"
    if _ITS.search(rest):
        yield _ITS.sub("the", rest) + f" of {thing}", kept, True
    elif _IT.search(rest):
        yield _IT.sub(lambda _: thing, rest, count=1), kept, True
    elif short:
        yield f"{rest} of {thing}", kept, True
