"""What is no part of what a paper says is found wherever it stands, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from councilgraph.extract import dropped

WORDS = st.sampled_from(
    ["clerk", "@", "parish", ".", "gov", ".uk", " ", "\n", "Tel: ", "ext. ", "Fax", "0", "01622 ", "41 4141",
     "+44 ", "(0)", "7", "99", "****", "£", "/", ",", "-", "x"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=14).map("".join))
def test_contact_data_are_found_as_one_expression_finds_them(text: str) -> None:
    assert [m.span() for m in dropped.contacts(text)] == [m.span() for m in dropped.CONTACT.finditer(text)]


@given(st.lists(WORDS, max_size=14).map("".join))
def test_no_private_passage_is_passed_over(text: str) -> None:
    found = dropped.PRIVATE.search(text)
    assert dropped.private(text, 0, len(text)) == (found.start() if found else None)


def test_marks_of_markdown_and_notes_are_dropped_and_hyphens_stay() -> None:
    text = "# Heading\nThe **old** bridge³ was well-known, 40 m² wide.\n- 5 signs\n> said [here](/there)\n---"
    gone = {text[slice(*match.span())] for match in dropped.marks(text)}
    assert gone == {"# ", "**", "³", "- ", "> ", "[", "](/there)", "---"}
