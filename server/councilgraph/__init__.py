"""Council decisions as a knowledge graph in which every answer shows the passage that proves it."""

__version__ = "0.1.0"
