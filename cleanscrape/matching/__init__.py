"""How things are found, in any language: scanner, readings of a line, sentences, shapes, blocks."""
