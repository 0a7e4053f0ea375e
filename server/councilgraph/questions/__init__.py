"""Questions in English: to a query with its parameters, and the answer in a sentence."""

from councilgraph.questions.asked import told as tells
from councilgraph.questions.following import follow
from councilgraph.questions.guards import Guards
from councilgraph.questions.match import Check
from councilgraph.questions.sentences import sentence, told
from councilgraph.questions.understanding import Reading, understand

__all__ = ["Check", "Guards", "Reading", "follow", "sentence", "tells", "told", "understand"]
