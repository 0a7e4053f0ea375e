"""What can go wrong, one class a condition.

CouncilgraphError
├── UsageError            the call names something that cannot be
│   ├── BadParameter      a query's parameter has a value that its type refuses
│   ├── UnknownQuery      no query file has that name
│   ├── UnknownTerm       a vocabulary, code list or prefix has no such term
│   └── NotOffered        a result is asked for in a format that is not written
├── InputError            a file cannot be taken in
│   ├── UnreadableFile    it cannot be opened or decoded
│   ├── EmptyFile         it holds no text
│   ├── UnknownFileKind   its kind is not one that is read
│   └── UnknownCouncil    whose paper it is cannot be told
├── InvalidGraph          a shape is violated: nothing is published
├── NotLocal              what changed cannot be told apart from the rest: build the whole
├── ResourceMissing       a bundled folder is not there
└── StoreError            the published graph cannot be asked
    ├── NoSnapshot        nothing has been published there
    ├── QueryMalformed    the SPARQL does not parse
    ├── QueryRefused      the SPARQL asks for what is not allowed
    ├── QueryTooLong      it was stopped at a limit
    ├── ServerBusy        as many queries run and wait as may
    └── EndpointFailed    a remote endpoint answered with an error
"""

from collections.abc import Sequence


class CouncilgraphError(Exception):
    """Base of every error that a user may see; its text names the thing, the value and the next step."""


class UsageError(CouncilgraphError):
    """Raised when a call names something that cannot be."""


class BadParameter(UsageError):
    """Raised when a parameter of a query has a value that its type refuses."""


class UnknownQuery(UsageError):
    """Raised when no query file has the name asked for."""


class UnknownTerm(UsageError):
    """Raised when a vocabulary, code list or prefix has no such term."""


class NotOffered(UsageError):
    """Raised when a result is asked for in a format that is not written."""


class InputError(CouncilgraphError):
    """Raised when a file cannot be taken in."""


class UnreadableFile(InputError):
    """Raised when a file cannot be opened or decoded."""


class EmptyFile(InputError):
    """Raised when a file holds no text."""


class UnknownFileKind(InputError):
    """Raised when a file's kind is not one that is read."""


class UnknownCouncil(InputError):
    """Raised when whose paper it is cannot be told."""


class InvalidGraph(CouncilgraphError):
    """Raised when a shape is violated; `problems` are lines a clerk can act on."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class NotLocal(CouncilgraphError):
    """Raised when a build cannot go on from the one before by what changed alone; its text says why."""


class ResourceMissing(CouncilgraphError):
    """Raised when a folder that belongs to the project is not there."""


class StoreError(CouncilgraphError):
    """Raised when the published graph cannot be asked."""


class NoSnapshot(StoreError):
    """Raised when nothing has been published in the store."""


class QueryMalformed(StoreError):
    """Raised when SPARQL does not parse; `line` and `column` count from 1, None where unknown."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line = line
        self.column = column
        super().__init__(message)


class QueryRefused(StoreError):
    """Raised when SPARQL asks for what is not allowed here (updates, calls to other hosts)."""


class QueryTooLong(StoreError):
    """Raised when a query was stopped at a limit of time, rows, memory or length."""


class ServerBusy(StoreError):
    """Raised at once when as many queries run and wait as may."""


class EndpointFailed(StoreError):
    """Raised when a remote SPARQL endpoint answers with an error, or not at all."""
