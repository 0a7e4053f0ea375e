"""Initials that stand for words of a name: "Corporate Director CYPE" for Children, Young People and Education."""

import re

from councilgraph.model import Names

_INITIALS = re.compile(r"(?<![\w/-])[A-Z]{3,6}(?![\w/-])")
_SMALL = frozenset({"and", "of", "for", "the", "in", "to", "with", "&"})
_KINDS = ("post", "committee", "law")
_MOST = 2_000


def spelled_out(text: str, names: Names) -> str:
    """The text with initials put out in full where they are those of a run of words in just one way.

    Initials that are a name themselves stay.
    """
    return _INITIALS.sub(lambda match: match[0] if names.exact(match[0]) else _words(match[0], names), text)


def _words(initials: str, names: Names) -> str:
    labels = [named.label for kind in _KINDS for named in names.all(kind, _MOST)]
    runs = {run.lower(): run for label in labels for run in _runs(initials, label)}
    return next(iter(runs.values())) if len(runs) == 1 else initials


def _runs(initials: str, name: str) -> list[str]:
    """The runs of words of a name whose initials these are; small words between them have none."""
    words = name.split()
    heads = [index for index, word in enumerate(words) if word.lower() not in _SMALL]
    letters = "".join(words[index].lstrip("(")[:1].upper() for index in heads)
    starts = [match.start() for match in re.finditer(f"(?={initials})", letters)]
    return [" ".join(words[heads[at] : heads[at + len(initials) - 1] + 1]).strip("(),") for at in starts]
