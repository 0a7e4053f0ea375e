"""Words that narrow what is asked, where a query could seem to take them and would not."""

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence

from councilgraph.canned import Query
from councilgraph.namespaces import CG
from councilgraph.questions.asked import noun
from councilgraph.questions.frames import Frame
from councilgraph.questions.match import Check, Match, UnfitError

_DATES = frozenset({"start", "end", "latest", "date"})
_MONEY = frozenset({"cost", "pay", "annual", "total", "amount", "saving", "budget"})
# What a question of each sort asks of a list; a column of another sort is a condition that the list does not take.
_ASKED_OF_LISTS = {"when": _DATES, "howmuch": _MONEY}
_ENDED = frozenset({"ended", "expired", "finished", "lapsed", "ceased", "concluded", "ran"})
_BEGUN = frozenset({"started", "began", "begun", "commenced"})
_SORTS = frozenset({"key", "officer", "member", "cabinet", "retrospective", "proposed", "committee"})
_COMPANIES = frozenset({
    "supplier", "organisation", "buyer", "firstSupplier", "earlierSupplier", "company", "one", "says", "explanation",
})  # fmt: skip
_ONE = frozenset({"a", "an"})
_MENTIONED = frozenset({"cite", "where_said"})
_CONTRACT = frozenset({"contract", "deal", "agreement"})
_CONTRACTS = frozenset({"contracts", "deals", "agreements"})
_ELECTED = frozenset({"councillor", "councillors"})
_SPENT = frozenset({"spend", "spends", "spent", "spending", "expenditure", "outlay", "outgoings"})
_CONSIDERED = frozenset({"considered", "consider", "debated", "discussed", "scrutinised", "examined", "saw"})
_PAST = frozenset({"was", "were", "did"})
_RECEIVING = frozenset({"holder"})  # parameters for who receives a power


def defines(frame: Frame) -> bool:
    """Whether a question asks what something is: "what is a contract", not "what is the contract"."""
    words = [token.word for token in frame.tokens[:3]]
    return len(words) == 3 and words[0] == "what" and words[1] in ("is", "are", "was") and words[2] in _ONE


def asked(frame: Frame, match: Match) -> None:
    """UnfitError where a query cannot tell what is asked: who holds a post today, which decisions by their sums."""
    if "yesno" in frame.asks and "current" in frame.concepts and match.query.gives in ("person", "post"):
        raise UnfitError
    words = [token.word for token in frame.tokens]
    # "Why is X a key decision", "why was it retrospective" is not "why was X decided".
    sort = any(one in _ONE and two in _SORTS for one, two in itertools.pairwise(words)) or bool({*words[-1:]} & _SORTS)
    if "why" in frame.asks and sort:
        raise UnfitError
    # Who is on a committee is not what went to it.
    if frame.asks == {"who"} and match.query.gives == "committee" and match.wording.concepts == {"committee"}:
        raise UnfitError
    # Who gets something did not decide on it.
    if words[:2] == ["who", "gets"] and "decidedBy" in match.query.columns and "decide" not in frame.concepts:
        raise UnfitError
    # Who considered a paper did not write it.
    if _CONSIDERED & {*words} and match.query.answer == "author":
        raise UnfitError
    # Decisions taken after another one in time are more than those that follow from it.
    in_time = "decide" in frame.concepts and ("decisions" in words or "yesno" in frame.asks)
    later = {"after", "before"} & match.wording.concepts and in_time
    if later and match.query.gives == "decision" and _slots(match, "decision"):
        raise UnfitError
    # What a paper says of something is asked for by a word of saying: "what did the extension cost" is not.
    says = {"paper", "property"} <= {*match.query.params} and match.query.columns[:1] == ("about",)
    if says and not (_SAYING & {*words} or {"where_said", "section"} & frame.concepts):
        raise UnfitError
    # What was spent in a year is not what contracts in force in that year cost.
    yearly = (
        match.query.gives == "money" and {"topic", "from"} <= {*match.query.params} and "annual" in match.query.columns
    )
    if frame.spans and yearly and _SPENT & {*words}:
        raise UnfitError
    # "What were the minutes about" is not "which minutes are there".
    if words[-1:] == ["about"] and "content" in frame.concepts - match.wording.concepts and match.query.sorts:
        raise UnfitError
    # "How many years in total" is neither a sum nor the length of one of several.
    years = frame.asks == {"howlong"} and not (_MONEY - {"total"}) & frame.concepts
    if years and "total" in frame.concepts - match.wording.concepts:
        raise UnfitError
    # Sums are asked for by "where is it mentioned" only where a sum is named.
    if (
        match.query.gives == "money"
        and match.wording.concepts
        and match.wording.concepts <= _MENTIONED
        and not frame.sums
    ):
        raise UnfitError
    # What costs so much, and who gets it, is asked of a sum; "what are the costs" of nothing is no question.
    bare = match.wording.concepts in ({"cost"}, {"amount"}, {"buyer"})
    if match.query.gives == "contract" and bare and not frame.sums:
        raise UnfitError
    # "In force in 2017" is not "in force today".
    if frame.spans and "current" in match.wording.concepts and match.query.gives == "date" and "yesno" in frame.asks:
        raise UnfitError
    # The papers cite laws, and do not tell what those say.
    if words[-1:] == ["about"] and match.query.gives == "law" and any(e.of("law") for e in frame.entities):
        raise UnfitError
    # Extensions are more than the decisions on them that are held.
    counted = frame.asks == {"howmany"} and "extend" in frame.concepts and not {"decision", "contract"} & frame.concepts
    if counted and match.query.gives == "decision":
        raise UnfitError
    # "Which end dates are given" asks for more than the one that counts.
    if "dates" in words and match.query.gives == "date":
        raise UnfitError
    # "Contracts left" are not options left.
    options = {"option", "extend"} & frame.concepts
    if match.query.sorts and "left" in frame.concepts - match.wording.concepts and not options:
        raise UnfitError
    # When a contract was signed is not when something was decided about it.
    told = {"decision", "extend", "award", "vary", "terminate", "procure", "proposed", "in_house", "to_sla"}
    dated = frame.asks == {"when"} or (not frame.asks and "date" in frame.concepts)
    signed = dated and "decide" in frame.concepts and not told & frame.concepts
    if signed and match.query.gives == "decision" and any(e.of("contract", "service") for e in frame.entities):
        raise UnfitError
    # What the contracts of a service cost is not the budget of the service.
    service = "contract" not in frame.concepts and any(entity.of("service") for entity in frame.entities)
    if "budget" in frame.concepts and match.query.gives == "money" and "reference" in match.params and service:
        raise UnfitError
    # "Who has the dearest contract" is not "who has most contracts".
    if "contracts_from" in match.query.params and "most" in frame.concepts and "contract" in words:
        raise UnfitError
    # Those who use something are not those whom papers name.
    if "person" in frame.concepts and _USING & {*words} and match.query.gives == "person":
        raise UnfitError
    # What was decided about a call-in is not what was decided and called in.
    told_of = any(one in ("the", "this", "a") and two in ("call-in", "call") for one, two in itertools.pairwise(words))
    if told_of and "called_in" in frame.concepts - match.wording.concepts and match.query.gives == "decision":
        raise UnfitError
    # When something is due is not when it was decided.
    if "when" in frame.asks and "must" in frame.concepts - match.wording.concepts and match.query.gives == "decision":
        raise UnfitError
    # "The smallest contract in X" is a contract, and no sum that X names.
    if match.query.gives == "money" and "reference" not in match.query.params and _extreme(words, "contract"):
        raise UnfitError
    # What is on an agenda is more than that there is one; what is given is no decision.
    on = any(one == "on" and "agenda" in words[at : at + 6] for at, one in enumerate(words))
    given = bool({"give", "gave"} & {*words}) and "decide" not in frame.concepts
    if (on and match.query.gives == "document") or (given and match.query.answer == "decision"):
        raise UnfitError
    # What comes between two steps is neither of them.
    if "between" in words and match.query.gives == "step" and "words" in match.params:
        raise UnfitError
    # How many there were then is not told by those of whom papers are held.
    then = "howmany" in frame.asks and {"from", "to"} & set(match.params)
    if then and match.query.gives == "organisation" and not match.query.count:
        raise UnfitError
    # "Suppliers other than X" are suppliers, and not their contracts.
    others = any(entity.absent and entity.of("organisation") for entity in frame.entities)
    if others and "supplier" in frame.concepts and "contract" not in frame.concepts and match.query.gives == "contract":
        raise UnfitError
    kind = noun(frame.tokens)
    # "Which decision authorised X" is not "who authorised X".
    echoed = match.query.answer == "decision" and _slots(match, "decision") and "decide" in frame.concepts
    if kind == "decision" and (match.query.gives in ("person", "code") or echoed):
        raise UnfitError
    # The day on which somebody was consulted is not that of the decision; "was X consulted on Y" is asked of Y.
    of_one = frame.asks == {"yesno"} and any(entity.of("decision") for entity in frame.entities)
    if (of_one or frame.asks == {"when"}) and "consult" in match.wording.concepts and match.query.gives == "decision":
        raise UnfitError
    # "Who delivers X under the agreement" is not answered by who decided on that.
    delivers = frame.asks == {"who"} and "supplier" in frame.concepts - match.wording.concepts
    if delivers and match.query.gives == "decision" and not _COMPANIES & set(match.query.cells):
        raise UnfitError
    if kind == "organisation" and match.query.gives != kind and not _COMPANIES & set(match.query.cells):
        raise UnfitError
    if match.query.gives == "money" and kind not in ("", "contract") and kind not in match.query.cells:
        raise UnfitError
    # "Which papers are on the budget" asks for no sums; "which paper names £1m" does.
    if match.query.gives == "money" and kind == "document" and not match.wording.concepts & _MENTIONED:
        raise UnfitError


def _extreme(words: Sequence[str], noun: str) -> bool:
    """Whether the smallest or largest of a kind of thing is asked for: "the smallest yearly contract"."""
    at = next((index for index, word in enumerate(words) if word in _EXTREMES), len(words))
    nouns = [index for index in range(at + 1, min(at + 4, len(words))) if words[index] == noun]
    return bool(nouns) and not (words[nouns[0] + 1 : nouns[0] + 2] and words[nouns[0] + 1] in _VALUES)


_EXTREMES = frozenset({
    "smallest", "largest", "biggest", "highest", "lowest", "cheapest", "dearest", "costliest", "priciest", "greatest",
})  # fmt: skip
_VALUES = frozenset({"value", "cost", "price", "sum", "amount", "figure", "spend", "payment", "values", "costs"})


def worded(frame: Frame, match: Match) -> None:
    """UnfitError where words are not those of a sum: "cost per district", "what did X cost Y" with X a decision."""
    if match.query.gives != "money" or "words" not in match.params:
        return
    if not frame.left:
        raise UnfitError
    first, last = frame.left[0], frame.left[-1] + 1
    said = {token.word for token in frame.tokens[first:last]}
    if not match.wording.concepts and "howmuch" not in frame.asks and not said & _SUMS:
        raise UnfitError
    before = {token.word for token in frame.tokens[max(0, first - 2) : first]}
    things = (entity for entity in frame.entities if entity.of("decision", "document"))
    apart = any(entity.at[1] != first and entity.at[0] != last for entity in things)
    if before & _APIECE or apart or {frame.tokens[index].word for index in frame.left} <= _UNITS:
        raise UnfitError


def amended(frame: Frame, match: Match) -> None:
    """UnfitError where "amendment" is no part of what a decision is called: "who moved the amendment on X"."""
    if "vary" not in frame.concepts - match.wording.concepts or "vary" not in match.query.optional:
        return
    words = [token.word for token in frame.tokens]
    places = [index for index, word in enumerate(words) if word == "amendment"]
    things = [entity.at for entity in frame.entities if entity.of("decision")]
    if not any(first == place + 1 or last == place for place in places for first, last in things):
        raise UnfitError


# What names a sum by itself, so that "what is the clerk's salary" asks how much it is.
_SUMS = frozenset({
    "salary", "salaries", "wage", "wages", "hire", "rent", "invoice", "quotation", "quote", "subscription", "donation",
    "contribution", "balance", "overspend", "underspend", "deficit", "surplus", "premium", "deposit", "precept", "levy",
    "reserve", "reserves", "survey",
})  # fmt: skip
_SAYING = frozenset({
    "say", "says", "said", "state", "states", "stated", "give", "gives", "given", "tell", "tells", "according", "quote",
    "quotes", "describe", "describes", "mention", "mentions", "show", "shows", "contain", "contains",
})  # fmt: skip
_USING = frozenset({"use", "uses", "using", "live", "lives", "benefit", "benefits", "visit", "need"})
_APIECE = frozenset({"per", "each", "every"})
_UNITS = frozenset({
    "month", "months", "week", "weeks", "day", "days", "hour", "hours", "head", "person", "pupil", "child", "client",
    "times", "more", "less", "extra", "max", "maximum", "minimum", "last", "next", "first", "second", "third",
})  # fmt: skip


def _slots(match: Match, kind: str) -> bool:
    """Whether a wording names a thing of a kind."""
    return any(match.query.params[slot].type == kind for slot in match.wording.slots)


def councillors(frame: Frame, match: Match) -> None:
    """Decisions asked for by "which councillor" are those of members."""
    words = [token.word for token in frame.tokens]
    asked = any(one in ("which", "what") and two in _ELECTED for one, two in itertools.pairwise(words))
    if asked and "kind" in match.query.params and "kind" not in match.params:
        match.params["kind"] = match.shown["kind"] = "member"


def receiving(frame: Frame, match: Match) -> None:
    """UnfitError where a thing has another part than a query has for it: who delegates, and who is delegated to."""
    words = [token.word for token in frame.tokens]
    # "An interest in X" is not an interest declared in a decision on X.
    for entity in frame.entities:
        if "interest" in frame.concepts and entity.of("organisation") and words[entity.at[0] - 1] in ("with", "in"):
            raise UnfitError
        # "Amendments made to X" are not what X amended.
        if "vary" in frame.concepts and entity.of("decision") and words[entity.at[0] - 1] == "to":
            raise UnfitError
    # What took place is not what was planned.
    of_contract = any(named.kind == "contract" for things in match.things.values() for named in things)
    past = of_contract and _PAST & {*words} and "plan" not in frame.concepts
    if match.query.gives == "step" and ("happened" in words or past):
        raise UnfitError
    # Whether somebody was paid is not whether there is a contract.
    if "yesno" in frame.asks and "pay" in frame.concepts and match.query.gives != "money":
        raise UnfitError
    # Which of several lasts longest is not told by what each of them lasts.
    several = any(len(things) > 1 for things in match.things.values())
    if several and "which" in words and {"longest", "shortest"} & frame.concepts:
        raise UnfitError
    if "delegate" not in frame.concepts:
        return
    for entity in frame.entities:
        given = entity.at[0] > 0 and words[entity.at[0] - 1] == "to"
        people = {named.iri for named in entity.of("person")}
        for name, things in match.things.items():
            if people & {named.iri for named in things} and (name in _RECEIVING) != given:
                raise UnfitError


def of_one(frame: Frame, query: Query) -> bool:
    """Whether a list of contracts would answer a question of one: "the end of the contract with X"."""
    words = {token.word for token in frame.tokens}
    one = bool(words & _CONTRACT) and not words & _CONTRACTS and not {"which", "what", "any"} & words
    return one and query.gives == "contract" and bool(query.sorts) and bool(frame.entities)


# What in the table of restated words are things, and tell no property of them.
_THINGS = frozenset({
    "contract", "contracts", "decision", "decisions", "person", "document", "service", "committee", "post",
})  # fmt: skip


def both(frame: Frame, match: Match, restates: Mapping[str, str]) -> None:
    """UnfitError where a question asks two things, of which a query tells one, or joins what is asked of each."""
    if frame.asked.apart(match.wording.concepts):
        raise UnfitError
    query = match.query
    for concept in frame.asked.listed - match.wording.concepts - match.explained:
        told = set(restates.get(concept, "").split()) - _THINGS
        if not told & {*query.columns, query.gives}:
            raise UnfitError


def sums(frame: Frame, match: Match) -> None:
    """UnfitError where what several things cost a year altogether is asked, and each is told by itself."""
    several = any(len(things) > 1 for things in match.things.values())
    if several and not match.query.count and {"annual", "total"} <= frame.concepts:
        raise UnfitError


def columns(frame: Frame, match: Match) -> None:
    """UnfitError where a question asks of a list for one sort of column and speaks of another without a bound."""
    if not match.query.sorts:
        return
    for ask, asked in _ASKED_OF_LISTS.items():
        others = (_DATES | _MONEY) - asked
        if frame.asks == {ask} and (others & frame.concepts) - match.explained - _bounded(frame):
            raise UnfitError


def properties(frame: Frame, match: Match, differing: Mapping[str, str]) -> frozenset[str]:
    """Fills what statements differ on, "differs" of a query, from the concepts of a question; those that do."""
    told = {c: frozenset(differing[c].split()) for c in frame.concepts if c in differing}
    if "differs" not in match.query.params or not told:
        return frozenset()
    both = frozenset.intersection(*told.values())
    names = both or frozenset().union(*told.values())
    match.params["differs"] = " ".join(str(CG._NS) + name for name in sorted(names))
    match.shown["differs"] = " and ".join(sorted(told))
    return frozenset(told)


def running(frame: Frame, match: Match, today: dt.date) -> None:
    """Which contracts run, with no day said, are those that run today."""
    if match.query.gives == "fact" and "current" in match.wording.concepts and not frame.spans:
        match.params |= {name: today.isoformat() for name in ("from", "to") if name in match.query.params}
        match.shown["when"] = "today"
    timed = {"from", "to", "on", "ends_from", "ends_to", "starts_from", "starts_to", "after"} & set(match.params)
    if "run" in frame.concepts and "on" in match.query.params and not timed:
        match.params["on"] = match.shown["on"] = today.isoformat()


def tense(frame: Frame, match: Match, today: dt.date) -> None:
    """What has ended or begun did so by today, what will is still to: a bound where the question has no other."""
    words = {token.word for token in frame.tokens}
    # "Ended after 2019" is between then and today; a span with an end says by itself until when.
    if frame.spans and not (len(frame.spans) == 1 and frame.spans[0].last is None):
        return
    for concept, past, low, high in (
        ("end", _ENDED, "ends_from", "ends_to"),
        ("start", _BEGUN, "starts_from", "starts_to"),
    ):
        if concept not in frame.concepts or high in match.params or (low in match.params and not words & past):
            continue
        name = high if words & past else low if "will" in frame.concepts else ""
        if not name:
            continue
        if name in match.query.params:
            match.params[name] = match.shown[name] = today.isoformat()
        elif "yesno" in frame.asks and match.query.gives == "date" and concept in match.wording.concepts:
            ahead = Check("after today", first=today)
            match.checks.append(ahead if name == low else Check("by today", last=today))
        elif name == high and not match.things and not match.query.count:
            raise UnfitError


def _bounded(frame: Frame) -> frozenset[str]:
    """The concepts that a sum in the question says how much of there is."""
    return _MONEY if frame.sums else frozenset()
