"""The command `cleanscrape`."""
