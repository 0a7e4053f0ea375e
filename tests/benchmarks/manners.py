"""Made-up papers as files in the manners of councils: records, a report, minutes, a page; the same for the same number.

Of five papers that follow one another on one contract: an award, a report, an extension as a page, the minutes of a
meeting, a second extension.
"""

import datetime as dt
import html
from collections.abc import Callable
from pathlib import Path

import generate

COUNCIL = "Westmark County Council"


class Contract:
    """What the five papers of one contract say of it."""

    def __init__(self, number: int) -> None:
        works = number % (generate.PERIOD // 5)
        place, kind = generate.PLACES[works % 10], generate.SERVICES[works % 8]
        self.number = number
        self.title = f"{place} {kind} {100_000 + number} Service"
        self.reference = f"WM{number:06}"
        self.supplier = generate.supplier_of(number)
        self.start = dt.date(2001 + works % 20, 1 + works % 12, 1)
        self.annual = 20_000 + works * 4_517 % 900_000
        self.post = f"Corporate Director for {generate.POSTS[works % 8]}"
        self.officer = self.person(0)
        self.member = self.person(3)
        self.act, _, self.section = generate.ACTS[works % 4]

    def person(self, which: int) -> str:
        """One of the people who deal with it."""
        forename = generate.FORENAMES[(self.number + which) % 12]
        return f"{forename} {generate.surname((self.number + which) % 8, self.number // (generate.PERIOD // 5))}"

    def decision(self, step: int) -> str:
        """The number of the decision of one of its papers."""
        return f"{self.day(step).year % 100:02}/{5 * self.number + step:06}"

    def day(self, step: int) -> dt.date:
        """The day that one of its papers is of."""
        year = self.start.year - 1 if step == 0 else self.start.year + 1 + step
        return dt.date(year, self.start.month, 1 + (7 * self.number + step) % 28)


def written(day: dt.date) -> str:
    """A day as papers print it."""
    return f"{day.day} {day:%B %Y}"


def award(one: Contract) -> str:
    """A record of decision of a member of the cabinet."""
    return f"""{COUNCIL.upper()} – RECORD OF DECISION

DECISION TAKEN BY:

{one.member},
Cabinet Member for {generate.POSTS[one.number % 8]}

   DECISION NO:

{one.decision(0)}

Unrestricted

Key decision: {"YES" if one.annual > 500_000 else "NO"}

Subject:  {one.title} – Award of Contract

Decision:

As Cabinet Member for {generate.POSTS[one.number % 8]}, I agree to:

i. Award the contract for the {one.title} ({one.reference}) to {one.supplier} for three years from
{written(one.start)}, with an option to extend for a further two years on a one year plus one year basis.

ii. Delegate authority to the {one.post} to use the extension options.

Reason(s) for decision:

Four bids were received and {one.supplier} scored highest for both quality and price.

Financial Implications:

The annual contract value is £{one.annual:,}. Over the first three years the total cost is £{3 * one.annual:,}.

Legal Implications:

Section {one.section} of the {one.act} requires the Council to provide for it.

Any alternatives considered and rejected:

- To let the service end, rejected because of its effect on residents

Any interest declared when the decision was taken and any dispensation granted:

None

.............................................    {written(one.day(0))}
signed                                           date
"""


def report(one: Contract) -> str:
    """A report to a committee."""
    return f"""From:    {one.member}, Cabinet Member for {generate.POSTS[one.number % 8]}

         {one.officer}, {one.post}

To:      {generate.POSTS[one.number % 8]} Cabinet Committee – {written(one.day(1))}

Subject: {one.title} – Review of the Contract

Classification: Unrestricted

Past Pathway of report: N/A

Future Pathway of report: Officer decision

Summary: The report tells the Committee of {COUNCIL} how the service has gone.

Recommendation(s): The Committee is asked to NOTE the report.

1. Background

1.1. The service has been run by {one.supplier} since {written(one.start)} under a contract ({one.reference}) of
three years, which may be extended twice by one year.

2. Financial Implications

2.1. The annual contract value is £{one.annual // 1000}k. If the first option is used, the total over four years will
be £{4 * one.annual:,}.

3. Legal Implications

3.1. The duty is found in section {one.section} of the {one.act}.
"""


def page(one: Contract) -> str:
    """A record of an officer's decision as a page of a web site."""
    title = f"{one.title} – Contract Extension"
    heads = {
        "DECISION TAKEN BY:": f"{one.officer} – {one.post}",
        "DECISION NO:": f"OD/{one.decision(2)}",
        "Subject matter:": title,
        "Decision:": f"As {one.post}, I agree to extend the {one.title} contract ({one.reference}) with {one.supplier} "
        f"by one year from {written(one.start.replace(year=one.start.year + 3))}, using the contract's first option.",
        "Reason(s) for decision:": f"Decision {one.decision(0)} allows the extension and the service does well.",
        "Financial Implications:": f"The extension costs £{one.annual:,} per annum.",
        "Any alternatives considered and rejected:": "To let it end, rejected as nothing could follow in time",
        "Any conflict of interest declared by a member who was consulted and any dispensation granted:": "None",
    }
    body = "".join(f"<h2>{head}</h2>\n<p>{html.escape(said)}</p>\n" for head, said in heads.items())
    signed = f"<p>signed: {one.officer}</p>\n<p>date: {written(one.day(2))}</p>"
    top = f"<h1>{COUNCIL.upper()} – RECORD OF OFFICER DECISION</h1>"
    head = f"<!DOCTYPE html>\n<html lang='en'><head><title>{title}</title></head>"
    return f"{head}<body>\n{top}\n{body}{signed}</body></html>\n"


def minutes(one: Contract) -> str:
    """Minutes of a committee."""
    return f"""{COUNCIL.upper()}

{generate.POSTS[one.number % 8].upper()} CABINET COMMITTEE

MINUTES of a meeting of the {generate.POSTS[one.number % 8]} Cabinet Committee held on {written(one.day(3))}.

PRESENT: {one.person(5)} (Chair), {one.person(6)}

IN ATTENDANCE: {one.officer} ({one.post})

{20 + one.number % 60}. {one.title}
(Item 5)

(1) {one.officer} introduced the report. The contract ({one.reference}) costs £{one.annual:,} per annum.

(2) RESOLVED that the report be noted.
"""


def second(one: Contract) -> str:
    """A record of an officer's decision as text."""
    return f"""{COUNCIL.upper()} – RECORD OF OFFICER DECISION

DECISION TAKEN BY:
{one.officer} – {one.post}

DECISION NO:
OD/{one.decision(4)}

Unrestricted

Subject: {one.title} – Second Extension

Decision:

As {one.post}, I agree to extend the {one.title} contract ({one.reference}) with {one.supplier} for a further year
from {written(one.start.replace(year=one.start.year + 4))}, under the second option of the contract.

Reason(s) for decision:

The service goes on to do well, as decision OD/{one.decision(2)} expected.

Financial Implications:

The cost of the extension is £{one.annual:,} per annum.

Any alternatives considered and rejected:

- To buy the service anew, rejected as the options are cheaper

.............................................    {written(one.day(4))}
signed                                           date
"""


MANNERS: tuple[tuple[str, str, Callable[[Contract], str]], ...] = (
    ("record-of-decision", "txt", award),
    ("report", "txt", report),
    ("record-of-officer-decision", "html", page),
    ("minutes", "txt", minutes),
    ("second-extension", "txt", second),
)


def write(number: int, folder: Path) -> Path:
    """Write the paper of a number into a folder; gives its path."""
    name, suffix, manner = MANNERS[number % 5]
    path = folder / f"{number // 1000:04}" / f"{number:06}-{name}.{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(manner(Contract(number // 5)), encoding="utf-8")
    return path


def collection(papers: int, folder: Path) -> Path:
    """A folder with so many papers; those that are there already are left."""
    for number in range(papers):
        name, suffix, _ = MANNERS[number % 5]
        if not (folder / f"{number // 1000:04}" / f"{number:06}-{name}.{suffix}").exists():
            write(number, folder)
    return folder
