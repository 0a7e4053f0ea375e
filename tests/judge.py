"""Judge the replies to a set of questions: right, wrong, or not answered.

What counts is what a reader is told, the rows and the sentence, never the echoed question or the SPARQL. A bare number
must stand whole in a value or label: 5 is neither in 2025 nor in 05/2025.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Case = Mapping[str, Any]
Reply = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """What a reply tells: its rows, rows and sentence, and what a bare number may stand in."""

    rows: str
    whole: str
    plain: str


def cases(path: Path) -> list[Case]:
    """The questions of a set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def folded(text: str) -> str:
    """Text in lower case, without pound signs and the commas of thousands."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", text.lower().replace("’", "'").replace("£", ""))


def told(reply: Reply) -> Told:
    """What a reader is told."""
    cells = [cell for row in reply.get("rows") or [] for cell in row.values()]
    rows = [str(cell[key]) for cell in cells for key in ("value", "label", "iri") if cell.get(key) is not None]
    plain = [str(cell[key]) for cell in cells for key in ("value", "label") if cell.get(key) is not None]
    plain = [re.sub(r"\S*://\S*|\d{4}-\d\d(?:-\d\d)?", " ", text) for text in plain]
    sentence = str(reply.get("sentence") or "")
    return Told(*(folded(" \n ".join(texts)) for texts in (rows, [*rows, sentence], [*plain, sentence])))


def holds(token: str, tells: Told) -> bool:
    """Whether a token is told: a number whole, a short word whole, anything else as it stands."""
    token = folded(token)
    if re.fullmatch(r"\d+(?:\.\d+)?", token):
        whole, _, part = token.partition(".")
        part = part.rstrip("0")
        pence = rf"\.{part}0*" if part else r"(?:\.0+)?"
        return bool(re.search(rf"(?<![\w./-]){whole}{pence}(?![\w/-]|\.\d)", tells.plain))
    if len(token) <= 4 and token.isalnum():
        return bool(re.search(rf"(?<!\w){token}(?!\w)", tells.plain))
    return token in tells.whole


def judge(case: Case, reply: Reply) -> str:
    """Right, wrong or unanswered; a question that has no answer is right when it gets none."""
    answered = bool(reply.get("rows")) or reply.get("status") == "answered"
    if case.get("refuse") or case.get("empty"):
        return "wrong" if answered else "right"
    if not answered:
        return "right" if case.get("refuse_ok") else "unanswered"
    tells = told(reply)
    good = (
        all(holds(token, tells) for token in case.get("all", ()))
        and ("any" not in case or any(holds(token, tells) for token in case["any"]))
        and not any(folded(token) in tells.rows for token in case.get("not", ()))
        and len(reply.get("rows") or []) <= case.get("max_rows", 20)
    )
    return "right" if good else "wrong"


@dataclass(frozen=True)
class Verdict:
    """The counts over a set, and a line for each reply that is not right."""

    precision: float
    coverage: float
    refused: float
    remarks: tuple[str, ...]


def verdict(judged: Iterator[tuple[Case, Reply]]) -> Verdict:
    """Precision over what was answered, coverage over what can be, and the share of the rest turned down."""
    counts: Counter[tuple[bool, str]] = Counter()
    remarks = []
    for case, reply in judged:
        result = judge(case, reply)
        counts[bool(case.get("refuse") or case.get("empty")), result] += 1
        if result != "right":
            said = " ".join(told(reply).whole.split())[:120]
            remarks.append(f"{result}: {case['id']} | {case['q']} | {reply.get('status')} | {said}")
    right, wrong, none = (counts[False, result] for result in ("right", "wrong", "unanswered"))
    refused, fell = counts[True, "right"], counts[True, "wrong"]
    return Verdict(
        precision=right / max(1, right + wrong + fell),
        coverage=right / max(1, right + wrong + none),
        refused=refused / max(1, refused + fell),
        remarks=tuple(remarks),
    )
