"""The peak of resident memory of this process, after each step towards a cleaned text.

It imports next to nothing: what it needs would be counted as the library's.
"""

from __future__ import annotations

import sys


def peak() -> int:
    """The most bytes of memory that this process has held so far.

    ``getrusage`` tells the same, but on Linux it starts from what the *parent* held when it
    started this process, which would hide small figures; so the kernel's own mark comes first.
    """
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024


def steps(path: str, times: int) -> list[int]:
    """Peaks after the import, the rules, the text and its cleaning, then the text's bytes."""
    import cleanscrape

    found = [peak()]
    cleaner = cleanscrape.Cleaner()
    found.append(peak())
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        # Repeating makes the text in one piece: reading it would hold it twice for a moment.
        text = file.read() * times
    found.append(peak())
    result = cleaner.clean(text)
    found.append(peak())
    assert result.removals
    return [*found, sum(len(text[i : i + 4096].encode()) for i in range(0, len(text), 4096))]


if __name__ == "__main__":
    print(steps(sys.argv[1], int(sys.argv[2])))
