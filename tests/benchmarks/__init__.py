"""Benchmarks: throughput beside peers, start-up, memory and growth, each as a Markdown table.

``python -m tests.benchmarks --help`` from the root of a checkout; docs/benchmarks.md says how to
read the tables.
"""
