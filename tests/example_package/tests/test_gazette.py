"""The pack proves itself, and pack and filter keep every law."""

from __future__ import annotations

from cleanscrape_gazette import PACKS
from cleanscrape_gazette.weather import WeatherFilter

from cleanscrape import Cleaner
from cleanscrape.testing import check_filter, check_pack

STRIP = "Aldbrook 14°C | Port Kestle 12°C | Quillan 9°C"


def test_the_pack() -> None:
    check_pack(str(PACKS), examples=20)


def test_the_filter_keeps_the_laws() -> None:
    check_filter(WeatherFilter(), examples=20)


def test_the_filter_cuts_a_strip_and_keeps_a_forecast() -> None:
    cleaner = Cleaner.on_demand(filters=[WeatherFilter()])
    story = "It was 14°C in Aldbrook at noon, and the ferry was late again."
    assert cleaner.clean(f"{STRIP}\n{story}").text == story
    assert cleaner.clean(f"{story}\n{story}").removals == ()
