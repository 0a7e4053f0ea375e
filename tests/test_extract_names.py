"""Names of people and posts: what is one, and where it ends."""

import pytest

from councilgraph.extract.people import names, posts
from councilgraph.extract.people.people import same


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sue Archer, Cabinet Member", "Sue Archer"),
        ("Mr R W Gould (Chairman)", "R W Gould"),
        ("Cllr J. Hughes", "J. Hughes"),
        ("Councillor Mrs O'Reilly and others", "O'Reilly"),
        ("Dr Anna Lloyd-Price MBE, Leader", "Anna Lloyd-Price"),
        ("Cllr J SMITH", "J Smith"),
        ("Ann Little Council Chamber", "Ann Little"),
        ("Mr D Nichols Deputy Parish Clerk", "D Nichols"),
        ("Ian McInnes", "Ian McInnes"),
    ],
)
def test_a_name_is_read_without_titles_and_what_follows(text: str, name: str) -> None:
    found = names.at(text, 0)
    assert found is not None
    assert found.text == name


@pytest.mark.parametrize(
    "text", ["Cabinet Member", "Mill Lane", "Young Carers", "Legal Implications", "Kent County Council", "Village Hall"]
)
def test_what_is_no_person_is_no_name(text: str) -> None:
    assert names.at(text, 0) is None


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Member for Finance, Legal and Traded Services, Al Oak", "Member for Finance, Legal and Traded Services"),
        ("Director of Strategy, Policy & Risk and Ben Wall, Clerk", "Director of Strategy, Policy & Risk"),
        ("Head of Commissioning (Children and Young People)", "Head of Commissioning (Children and Young People)"),
        ("Chief Executive will", "Chief Executive"),
        ("Highways Manager Email: x", "Highways Manager"),
    ],
)  # fmt: skip
def test_a_post_ends_before_the_next_name_or_verb(text: str, post: str) -> None:
    assert text[: posts.role_at(text, 0)] == post


@pytest.mark.parametrize("text", ["Cllr Vaughan (Chair)", "the plan", "Young Carers Service"])
def test_what_is_no_post_is_none(text: str) -> None:
    assert posts.role_at(text, 0) is None


@pytest.mark.parametrize(
    ("entry", "name", "post"),
    [
        ("Jo Smith, Head of Law", "Jo Smith", "Head of Law"),
        ("Head of Law, Jo Smith", "Jo Smith", "Head of Law"),
        ("Jo Smith – Interim Director of Roads", "Jo Smith", "Interim Director of Roads"),
        ("Peter Oak\nCabinet Member for Roads", "Peter Oak", "Cabinet Member for Roads"),
        ("Dave Shipley (Head of Policy)", "Dave Shipley", "Head of Policy"),
        ("Jo Smith", "Jo Smith", ""),
    ],
)
def test_an_entry_splits_into_name_and_post(entry: str, name: str, post: str) -> None:
    found = posts.split(entry, 0)
    assert found is not None
    assert (found.name, found.role) == (name, post)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("J Betts", "John Betts", True), ("Betts", "John Betts", True), ("John Betts", "Jane Betts", False),
        ("J Betts", "R Betts", False), ("John Betts", "John Botts", False),
    ],
)  # fmt: skip
def test_two_printed_names_are_one_person_only_where_given_names_agree(first: str, second: str, expected: bool) -> None:
    assert same(first, second) is expected
