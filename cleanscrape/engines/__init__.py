"""The kernel for the engines that people have: Arrow, and thin adapters on it."""
