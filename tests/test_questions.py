"""Questions in English: which query they ask for, with which parameters, and which are refused."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from councilgraph import canned, questions
from councilgraph.model import Cell
from councilgraph.questions.frames import wording
from councilgraph.questions.lexicon import lexicon
from councilgraph.store import index, media, table, worker
from councilgraph.store.names import Index

FIXTURE = Path(__file__).parent / "fixtures" / "marlbrook.trig"
BASE = "https://w3id.org/councilgraph/id/"
CG = "https://w3id.org/councilgraph/def#"
M = f"{BASE}marlbrook/"
TODAY = dt.date(2026, 7, 1)
LAW = "http://www.legislation.gov.uk/id/"
LIBRARY = f"{M}contract/MC230017"
OLD_LIBRARY = f"{M}contract/home-library-2019-07-01"
TRANSPORT = f"{M}contract/community-transport-2021-10-01"
NEW_TRANSPORT = f"{M}contract/community-transport-2026-10-01"
ODILE = f"{M}person/odile-farnsworth"
TOBIAS = f"{M}person/tobias-penhallow"


@pytest.fixture(scope="module")
def names() -> Iterator[Index]:
    """The names of the made-up council, indexed as a snapshot's are."""
    store = pyoxigraph.Store()
    store.load(FIXTURE.read_bytes(), format=pyoxigraph.RdfFormat.TRIG)

    def select(sparql: str) -> table.Table:
        return table.read(worker.evaluate(store, sparql, media.JSON, True, 1 << 40))

    found = Index(index.build(":memory:", select, BASE, {}))
    yield found
    found.close()


def understood(question: str, names: Index) -> questions.Reading:
    return questions.understand(question, canned.catalogue(), names, TODAY)


# A question, the one before it, and the query that answers it.
FOLLOWING: list[tuple[str, str, str]] = [
    ("and its supplier?", "When does MC230017 end?", "contract-supplier"),
    ("who extended it", "What does MC230017 cost?", "contract-extensions"),
    ("what about 23/00041?", "Who took OD/26/00012?", "decision-maker"),
    ("only those after 2024", "Which decisions are there?", "decisions"),
]


@pytest.mark.parametrize(("question", "before", "query"), FOLLOWING)
def test_a_question_keeps_what_it_leaves_out(question: str, before: str, query: str, names: Index) -> None:
    reading = questions.follow(question, before, canned.catalogue(), names, TODAY)
    assert (reading.status, reading.query) == ("understood", query), reading
    assert reading.kept
    assert "Kept from the question before" in reading.reading


def test_a_question_that_stands_alone_keeps_nothing(names: Index) -> None:
    asked = "How many contracts are there?"
    reading = questions.follow(asked, "When does MC230017 end?", canned.catalogue(), names, TODAY)
    assert reading == understood(asked, names)


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("Could you please tell me who supplies MC230017, thanks", "contract-supplier"),
        ("I'd like to know the annual cost of MC230017 please", "contract-annual-value"),
        ("any idea when MC230017 runs out?", "contract-end"),
        ("Is MC230017 cheaper than the 2021 contract?", "contract-cheaper"),
        ("Which costs more, MC230017 or the 2021 contract?", "contracts-compared"),
        ("What was the last extension of MC230017?", "contract-extension-last"),
        ("When was MC230017 first extended?", "contract-extension-first"),
        ("What is the average annual cost of contracts?", "contracts-annual-average"),
    ],
)
def test_ways_of_asking_are_understood(question: str, query: str, names: Index) -> None:
    reading = understood(question, names)
    assert (reading.status, reading.query) == ("understood", query), reading


@pytest.mark.parametrize("question", ["what is the weather like", "banana", "what is love", "hello", "who decided it"])
def test_free_words_are_no_terms(question: str, names: Index) -> None:
    assert understood(question, names).status == "not_understood"


@pytest.mark.parametrize("query", canned.catalogue().values(), ids=lambda query: query.name)
def test_every_wording_is_made_of_known_words(query: canned.Query) -> None:
    for text in query.questions:
        asked = wording(text, lexicon())
        assert set(asked.slots) <= set(query.params), text
        assert asked.asks <= {*query.asks, "what"}, text
        assert asked.concepts or asked.slots, text


# A question, the query that answers it, and what some of its parameters must be.
UNDERSTOOD: list[tuple[str, str, dict[str, str]]] = [
    ("When does MC230017 end?", "contract-end", {"reference": LIBRARY}),
    ("mc230017 end date", "contract-end", {"reference": LIBRARY}),
    ("MC 230017: until when does it run?", "contract-end", {"reference": LIBRARY}),
    ("When did MC230017 start?", "contract-start", {"reference": LIBRARY}),
    ("when must MC230017 end at the latest", "contract-latest-end", {"reference": LIBRARY}),
    ("who delivers MC230017", "contract-supplier", {"reference": LIBRARY}),
    ("Who is the contractor for MC230017?", "contract-supplier", {"reference": LIBRARY}),
    ("What does MC230017 cost per annum?", "contract-annual-value", {"reference": LIBRARY}),
    ("How much is MC230017 in total?", "contract-total-value", {"reference": LIBRARY}),
    ("Can MC230017 be extended again?", "contract-options-left", {"reference": LIBRARY}),
    ("How many options of MC230017 have been used?", "contract-options-used", {"reference": LIBRARY}),
    ("How often was MC230017 extended?", "contract-times-extended", {"reference": LIBRARY}),
    ("Which decisions prolonged MC230017?", "contract-extensions", {"reference": LIBRARY}),
    ("which decision awarded MC230017", "contract-award", {"reference": LIBRARY}),
    ("supplier and end date of MC230017", "contract-overview", {"reference": LIBRARY}),
    ("What did MC230017 replace?", "contract-predecessor", {"reference": LIBRARY}),
    ("Which contract replaces MC230017?", "contract-successor", {"reference": LIBRARY}),
    ("cost of MC230017 and of the community transport contract", "contract-cost", {"reference": LIBRARY}),
    ("Why was MC230017 extended?", "contract-extension-why", {"reference": LIBRARY}),
    ("What was decided under 23/00041?", "decision-overview", {"number": f"{M}decision/23-00041"}),
    ("who signed OD/26/00012 and when", "decision-maker", {"number": f"{M}decision/OD-26-00012"}),
    ("OD/26/00012 when?", "decision-date", {"number": f"{M}decision/OD-26-00012"}),
    ("In which post was 23/00041 signed?", "decision-post", {}),
    ("In consultation with whom was OD/26/00012 taken?", "decision-consulted", {}),
    ("Which alternatives did 23/00041 reject?", "decision-alternatives", {}),
    ("Was any conflict of interest declared in 23/00041?", "decision-interests", {}),
    ("Which decision does OD/26/00012 carry out?", "decision-carries-out", {}),
    ("Which decision carries out 21/00063?", "decision-carried-out-by", {"number": f"{M}decision/21-00063"}),
    ("What came before OD/26/00012?", "decision-before", {}),
    ("Is 24/00019 a key decision?", "decision-status", {}),
    ("What did Odile Farnsworth decide?", "decisions", {"who": ODILE, "taken": "true"}),
    ("Decisions of Cllr Penhallow", "decisions", {"who": TOBIAS}),
    ("decisions by T Penhallow since 2024", "decisions", {"who": TOBIAS, "from": "2024-01-01"}),
    (
        "key decisions by Tobias Penhallow between 2023 and 2025 over £1m citing the Transport Act",
        "decisions",
        {"key": "true", "who": TOBIAS, "from": "2023-01-01", "to": "2025-12-31", "over": "1000000",
         "act": f"{LAW}ukpga/1985/67"},
    ),
    ("officer decisions in March 2026", "decisions", {"kind": "officer", "from": "2026-03-01", "to": "2026-03-31"}),
    ("Decisions before 2025 and after 2023", "decisions", {"from": "2024-01-01", "to": "2024-12-31"}),
    ("Which decisions cite section 7?", "decisions", {"act": f"{LAW}ukpga/1964/75/section/7"}),
    ("decisions citing s.7 Public Libraries and Museums Act", "decisions", {"act": f"{LAW}ukpga/1964/75/section/7"}),
    ("decisions about mobile libraries", "decision-overview", {"number": f"{M}decision/25-00058"}),
    ("How many decisions did Odile Farnsworth take?", "how-many-decisions", {"who": ODILE}),
    ("Which contracts end before 1 August 2027?", "contracts", {"ends_to": "2027-07-31"}),
    ("contracts ending in the next 12 months", "contracts", {"ends_from": "2026-07-01", "ends_to": "2027-07-01"}),
    ("contracts that end between June and October 2027", "contracts", {"ends_from": "2027-06-01"}),
    ("Which contracts have no option left?", "contracts", {"left": "0"}),
    ("contracts with more than one option left", "contracts", {"at_least": "2"}),
    ("Which contracts cost more than £100,000 a year?", "contracts", {"over": "100000"}),
    ("Which contracts cost less than 2 million pounds in total?", "contracts", {"under_total": "2000000"}),
    ("How many contracts end in 2027?", "how-many-contracts", {"ends_from": "2027-01-01", "ends_to": "2027-12-31"}),
    ("Which contracts does Brackenfold have?", "contracts", {"company": f"{M}organisation/brackenfold-trust"}),
    ("contracts in force in 2022", "contracts", {"from": "2022-01-01", "to": "2022-12-31"}),
    ("most expensive contract", "contract-most-expensive", {}),
    ("Who was Cabinet Member for Libraries on 9 March 2026?", "post-holders", {"from": "2026-03-09"}),
    ("Which posts has Maggie Stannard held?", "person-posts", {"who": f"{M}person/marguerite-stannard"}),
    ("Which acts are cited without a section?", "law-without-section", {}),
    ("What does the collection not hold?", "not-held", {}),
    ("Which documents contradict each other?", "contradictions", {}),
    ("What is planned for 2026?", "planned", {"from": "2026-01-01", "to": "2026-12-31"}),
    ("Where does it say that MC230017 starts?", "passages", {"property": f"{CG}start"}),
    ("How many papers are there?", "how-many-documents", {}),
    ("the two largest contracts", "contracts", {"order": "-annual", "top": "2"}),
    ("contracts of Brackenfold in order of end date", "contracts", {"order": "end"}),
    ("Was MC230017 extended in March 2026?", "contract-extensions", {"reference": LIBRARY}),
    ("was MC230017 extended more than once", "contract-times-extended", {"reference": LIBRARY}),
    ("Who was the cabinet member before Tobias Penhallow?", "post-before", {"who": TOBIAS}),
    ("When was the decision of 9 March 2026 taken?", "decision-date", {"number": f"{M}decision/OD-26-00012"}),
    ("What was delegated to the Director of Libraries?", "delegations", {"role": f"{M}post/director-of-libraries"}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "query", "params"), UNDERSTOOD, ids=[case[0] for case in UNDERSTOOD])
def test_a_question_finds_its_query(question: str, query: str, params: dict[str, str], names: Index) -> None:
    reading = understood(question, names)
    assert (reading.status, reading.query) == ("understood", query), reading
    for name, value in params.items():
        assert value in reading.params[name], reading
    canned.fill(canned.catalogue()[query], reading.params, TODAY)


@pytest.mark.parametrize(
    ("question", "contracts"),
    [
        ("When does the home library contract end?", {LIBRARY, OLD_LIBRARY}),
        ("When does the current home library contract end?", {LIBRARY}),
        ("When did the previous home library contract end?", {OLD_LIBRARY}),
        ("When did the 2019 home library contract end?", {OLD_LIBRARY}),
        ("What is the value of the new community transport contract?", {NEW_TRANSPORT}),
        ("When did Brackenfold's home library contract MC230017 start?", {LIBRARY}),
    ],
)
def test_a_name_that_several_contracts_share_means_all_or_those_meant(
    question: str, contracts: set[str], names: Index
) -> None:
    assert set(understood(question, names).params["reference"].split()) == contracts


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("When does MC239999 end?", "not_held"),
        ("What was decided under OD/26/00021?", "not_held"),
        ("Who took decision 21/00063?", "not_held"),
        ("What did Tabitha Penhallow decide?", "not_held"),
        ("Which posts has Odile Stannard held?", "not_held"),
        ("Is Brackenfold reliable?", "not_understood"),
        ("What will the weather be tomorrow?", "not_understood"),
        ("Should we extend MC230017?", "not_understood"),
        ("Will MC230017 be extended?", "not_understood"),
        ("Which contracts do not end in 2027?", "not_understood"),
        ("Which contracts end in 2027 except MC230017?", "not_understood"),
        ("Which contracts end before the next election?", "not_understood"),
        ("What did Odile Farnsworth decide about potholes?", "not_understood"),
        ("Which decisions extended MC230017 illegally?", "not_understood"),
        ("What is the phone number of Odile Farnsworth?", "not_understood"),
        ("Which suppliers have no contract?", "not_understood"),
        ("Does MC230017 have more options than the 2021 contract?", "not_understood"),
        ("Which contract ended when MC230017 began?", "not_understood"),
        ("What does MC230017 cost if it is extended?", "not_understood"),
        ("Which contract is nearest to £500,000 a year?", "not_understood"),
        ("Are all contracts with Brackenfold over?", "not_understood"),
        ("What is section 7 of the report about?", "not_understood"),
        ("What is a contract?", "not_understood"),
        ("Which contracts are with both Nimbostrat and Brackenfold?", "not_understood"),
        ("Who was the previous supplier of MC230017?", "not_understood"),
        ("When was OD/26/00012 called in?", "not_understood"),
        ("Why is 23/00041 a key decision?", "not_understood"),
        ("Which contracts are with charities?", "not_understood"),
        ("What were the minutes of July 2025 about?", "not_understood"),
        ("Which law says what a home library is?", "not_understood"),
        ("Is Marguerite Stannard still Corporate Director?", "not_understood"),
        ("Is the Transport Act 1985 cited with a section?", "not_understood"),
        ("'; DROP TABLE decisions; --", "not_understood"),
        ("?", "not_understood"),
        ("the of and to", "not_understood"),
        ("", "not_understood"),
    ],
)
def test_what_cannot_be_answered_is_refused(question: str, status: str, names: Index) -> None:
    reading = understood(question, names)
    assert reading.status in (status, "not_understood"), reading
    assert reading.sentence


def test_a_reference_that_is_not_held_comes_with_the_nearest(names: Index) -> None:
    reading = understood("When does MC230071 end?", names)
    assert reading.status == "not_held"
    assert {"question": "When does MC230017 end?"} in [dict(offer) for offer in reading.suggestions]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who is the suplier of MC230017", "who is the supplier of MC230017"),
        ("wich decisons extnded MC230017", "which decisions extended MC230017"),
        ("when dose MC230017 expier", "when does MC230017 expire"),
        ("decisions by Tobias Penhalow", "decisions by Tobias Penhallow"),
        ("contracts with Brackenfield Trust", "contracts with Brackenfold Trust"),
        ("WHAT'S the anual cost of mc230017??", "what is the annual cost of MC230017"),
    ],
)
def test_a_letter_or_two_wrong_is_put_right_and_said(typed: str, meant: str, names: Index) -> None:
    mended, right = understood(typed, names), understood(meant, names)
    assert (mended.query, mended.params) == (right.query, right.params)


def test_the_reading_says_what_was_put_right(names: Index) -> None:
    assert "“suplier” was read as “supplier”" in understood("who is the suplier of MC230017", names).reading


def cells(**values: str) -> dict[str, Cell]:
    return {name: Cell(value, value) for name, value in values.items()}


@pytest.mark.parametrize(
    ("question", "row", "start"),
    [
        ("Is Brackenfold the supplier of MC230017?", {"supplier": f"{M}organisation/brackenfold-trust"}, "Yes: "),
        ("Is Wheelwright Buses the supplier of MC230017?", {"supplier": f"{M}organisation/brackenfold-trust"}, "No: "),
        ("Does MC230017 end in 2027?", {"end": "2027-06-30"}, "Yes: "),
        ("Does MC230017 end before May 2027?", {"end": "2027-06-30"}, "No: "),
        ("Does MC230017 cost more than £100,000 a year?", {"value": "148250"}, "Yes: "),
        ("Does MC230017 cost £148,000 a year?", {"value": "148250"}, "No: "),
        ("Can MC230017 be extended again?", {"left": "0"}, "No: "),
        ("Is 24/00019 a key decision?", {"key": "true"}, "Yes: "),
        ("When does MC230017 end?", {"end": "2027-06-30"}, "MC230017 ends"),
    ],
)
def test_a_yes_or_no_question_is_answered_with_yes_or_no(
    question: str, row: dict[str, str], start: str, names: Index
) -> None:
    reading = understood(question, names)
    assert reading.query is not None
    query = canned.catalogue()[reading.query]
    said = questions.sentence(reading, query, [cells(contract="MC230017", decision="24/00019", **row)])
    assert said.startswith(start), (reading, said)


def test_what_is_only_proposed_is_not_said_to_be_done(names: Index) -> None:
    reading = understood("Has MC230017 been awarded?", names)
    assert reading.query == "contract-award"
    stage = "https://w3id.org/councilgraph/code/decision-stage/"
    for code, start in (("proposed", "Only proposed: "), ("taken", "Yes: ")):
        row = cells(contract="MC230017", decision="23/00041", stage=stage + code)
        assert questions.sentence(reading, canned.catalogue()[reading.query], [row]).startswith(start)


def test_a_guard_taken_out_lets_a_word_pass(names: Index) -> None:
    asked = "who supplies MC230017 tomorrowish"
    assert questions.understand(asked, canned.catalogue(), names, TODAY).status == "not_understood"
    open_wide = questions.Guards(coverage=False)
    assert questions.understand(asked, canned.catalogue(), names, TODAY, open_wide).query == "contract-supplier"


def test_a_part_of_a_sentence_without_a_value_is_left_out() -> None:
    query = canned.catalogue()["contract-overview"]
    said = questions.sentence(None, query, [cells(contract="MC1", end="2027-06-30")])
    assert said == "MC1; ends on 2027-06-30."


def test_one_is_not_many() -> None:
    query = canned.catalogue()["decisions"]
    assert questions.sentence(None, query, [cells(decision="23/00041")]) == "1 decision: 23/00041."
