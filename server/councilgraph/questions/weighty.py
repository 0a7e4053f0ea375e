"""Small words that mostly carry nothing, where they do: "if", "than", and "all" in a question of yes or no."""

import itertools
from collections.abc import Collection, Sequence

from councilgraph.questions.named import single
from councilgraph.questions.words import Token

_NOUNS = frozenset({"contract", "decision", "paper", "report", "document", "record", "supplier", "service", "option"})
_EVERY = frozenset({"all", "every", "each", "both", "either"})
# With these concepts the words say what the concept says anyway.
_ALL_SAID = frozenset({"agree_facts", "contradict", "all_options", "option", "used", "merge", "extend"})
_COMPARED = frozenset({"more_than", "less_than", "difference"})

_OF_ACTS = frozenset({"alternative", "reason", "reject", "consult", "interest"})
_ACTS = frozenset({"extend", "award", "procure", "vary", "terminate"})

_TELLING = frozenset(
    {"say", "says", "tell", "tells", "said", "state", "states", "define", "defines", "explain", "explains"}
)
_ASKING = frozenset({"what", "which", "who", "how", "why", "where"})
_BEFORE_WHEN = frozenset({
    "and", "or", "on", "about", "since", "from", "until", "till", "by", "of", "to", "say", "says", "state", "states",
    "show", "shows", "exactly", "tell", "know", "who", "is", "was", "me", "us", "for", "regarding",
})  # fmt: skip


def of_acts(concepts: Collection[str]) -> bool:
    """Whether reasons and the like of an act are asked, so that "when it was extended" says which act."""
    return bool(_OF_ACTS & set(concepts)) and bool(_ACTS & set(concepts))


def clauses(said: Sequence[str]) -> list[str]:
    """The "when" of a clause that says at which time something else is asked: "what ended when SC1 began"."""
    return [
        word
        for index, word in enumerate(said[:-1])
        if word == "when"
        and _ASKING & set(said[:index])
        and said[index - 1] not in _BEFORE_WHEN
        and not said[index + 1].endswith("ing")
    ]


_RIGHT = frozenset({"legal", "lawful", "valid", "right", "wise", "fair"})


def judged(said: Sequence[str], asks: Collection[str]) -> list[str]:
    """What only a judge tells: "was that legal", not "legal ground"."""
    return [said[-1]] if said and said[-1] in _RIGHT and set(asks) <= {"yesno"} and said[0] in _HELPERS else []


_HELPERS = frozenset({"is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will"})
_ASKED_TOO = frozenset({"who", "whom", "when", "why", "where", "how", "what", "which"})


def besides(said: Sequence[str]) -> list[str]:
    """The second question after one of yes or no: "did X sign it, and why" is not told by the reasons alone."""
    if not said or said[0] not in _HELPERS:
        return []
    return [f"and {two}" for one, two in itertools.pairwise(said) if one == "and" and two in _ASKED_TOO]


_SUBJECTS = frozenset({"it", "they", "he", "she", "we", "there", "the", "this", "that", "any", "anyone"})


def whether_too(said: Sequence[str]) -> list[str]:
    """The question of yes or no after another one: "how long is it, and can it be extended"."""
    return [
        f"and {said[index + 1]}"
        for index in range(2, len(said) - 2)
        if said[index] == "and" and said[index + 1] in _HELPERS and said[index + 2] in _SUBJECTS
    ]


# What says by itself that something lasts, so that "still" adds nothing.
_LASTING = frozenset({
    "proposed", "left", "none_left", "option", "can", "stage", "decide", "current", "will", "must", "again", "extend",
    "plan", "missing", "not_held",
})  # fmt: skip


def still(stopped: Collection[str], concepts: Collection[str]) -> frozenset[str]:
    """The concept that "still" adds: what is still so is so today."""
    return frozenset({"current"}) if "still" in stopped and not _LASTING & set(concepts) else frozenset()


_ANYBODY = frozenset({
    "everyone", "everybody", "anyone", "anybody", "all", "nobody", "none", "any", "nothing", "anything", "everything",
    "contracts", "decisions", "suppliers", "papers", "reports", "people", "services", "amounts", "acts", "laws",
})  # fmt: skip


def sources(said: Sequence[Token], things: Sequence[tuple[int, int]]) -> list[str]:
    """The "according to" before what is no paper: what an auditor says is not what is known of an audit."""
    return [
        f"according to {said[first].raw}"
        for first, _ in things
        if [token.word for token in said[max(0, first - 3) : first] if token.word != "the"][-2:] == ["according", "to"]
    ]


def leaving_out(said: Sequence[str]) -> list[str]:
    """The "but" that leaves something out: "everyone but X", "all contracts but one"."""
    return [two for one, two in itertools.pairwise(said) if two == "but" and one in _ANYBODY]


def peopled(said: Sequence[Token], things: Sequence[tuple[int, int]]) -> list[str]:
    """The "how many" of those for whom a service is: "how many young carers are there" counts no contracts."""
    return [
        f"how many {' '.join(token.raw for token in said[first:last])}"
        for first, last in things
        if first > 1
        and [token.word for token in said[first - 2 : first]] == ["how", "many"]
        and not (last < len(said) and single(said[last].word) in _NOUNS | {"provider", "post", "amount"})
    ]


def others(said: Sequence[str], asks: Collection[str]) -> list[str]:
    """The "else" of a question of yes or no, which what is told of all does not answer."""
    return ["else"] if "else" in said and set(asks) <= {"yesno"} else []


def counted_twice(said: Sequence[str]) -> list[str]:
    """The second "how many" of a question: "how many options were there, and how many are left" asks two things."""
    counts = [index for index, word in enumerate(said[:-1]) if word == "how" and said[index + 1] in ("many", "much")]
    return [f"{said[index]} {said[index + 1]}" for index in counts[1:] if "and" in said[counts[0] : index]]


def apiece(said: Sequence[Token], things: Sequence[tuple[int, int]]) -> list[str]:
    """The "each" of one of those for whom a thing is: "each young carer" is not each contract of the service."""
    return [
        f"{said[first - 1].word} {said[first].word}"
        for first, last in things
        if first
        and said[first - 1].word in ("each", "every", "per")
        and not (last < len(said) and said[last].word in _NOUNS)
    ]


def second(said: Sequence[str]) -> list[str]:
    """The "what" of a clause within a question: "which law says what a carer is"; not "who, and in what post"."""
    return [
        f"{said[index - 1]} {word}"
        for index, word in enumerate(said)
        if word == "what"
        and index > 1
        and {"which", "what", "who"} & set(said[: index - 1])
        and said[index - 1] in _TELLING
    ]


def words(stopped: Sequence[tuple[str, int]], asks: Collection[str], concepts: Collection[str]) -> list[str]:
    """Those of a question's words for nothing, with their places, that change what is asked after all."""
    found = [word for word, index in stopped if word in ("if", "whether") and (index or set(asks) != {"yesno"})]
    if not _COMPARED & set(concepts):
        found += [word for word, _ in stopped if word == "than"]
    if set(asks) == {"yesno"} and not _ALL_SAID & set(concepts):
        found += [word for word, _ in stopped if word in _EVERY]
    return found
