"""The wording model: how likely a line speaks like boilerplate, by its words alone.

Rules know wordings that somebody wrote down. This small linear model of words, pairs and triples of
words was learned from the examples of those rules, from lines of our own, and from the sentences
of annotated articles; it knows how appeals, notices and labels sound. It needs nothing beside
Python. What only it objects to goes as `residue` (docs/wording-model.md).
"""
