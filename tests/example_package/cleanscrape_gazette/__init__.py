"""Boilerplate of the Gazette papers: puzzles in words, the weather strip in code."""

from __future__ import annotations

from importlib.resources import files

PACKS = files(__name__) / "packs"
"""The folder of packs; the entry point ``gazette`` of ``cleanscrape.packs`` leads here."""
