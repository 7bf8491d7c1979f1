"""`python -m cleanscrape` is the command `cleanscrape`."""

from cleanscrape.cli.main import entry

if __name__ == "__main__":
    entry()
