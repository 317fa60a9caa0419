"""Seats of government that stand for their countries: "Seoul's envoy", "what Moscow wants"."""

import re

# Of each seat, how words for its country and people begin.
_COUNTRIES = {
    "abuja": "nigeria", "ankara": "turk|türk", "athens": "greece|greek", "baghdad": "iraq",
    "bangkok": "thai", "beijing": "china|chinese", "belgrade": "serb", "berlin": "german",
    "bern": "swiss|switzerland", "brasilia": "brazil", "bratislava": "slovak",
    "brussels": "belgi|european union|eu", "bucharest": "romania", "budapest": "hungar",
    "buenos aires": "argentin", "cairo": "egypt", "canberra": "australia", "caracas": "venezuela",
    "copenhagen": "danish|denmark", "damascus": "syria", "dhaka": "bangladesh",
    "downing street": "brit|united kingdom|uk", "dublin": "irish|ireland", "hanoi": "vietnam",
    "havana": "cuba", "helsinki": "finland|finnish", "islamabad": "pakistan",
    "jakarta": "indonesia", "jerusalem": "israel", "kabul": "afghan", "kiev": "ukrain",
    "kremlin": "russia", "kyiv": "ukrain", "lisbon": "portug", "london": "brit|united kingdom|uk",
    "madrid": "spain|spanish", "manila": "philippin|filipin", "mexico city": "mexic",
    "minsk": "belarus", "moscow": "russia", "nairobi": "kenya", "new delhi": "india",
    "oslo": "norw", "ottawa": "canad", "paris": "france|french", "prague": "czech",
    "pretoria": "south africa", "pyongyang": "north korea|dprk", "riga": "latvia",
    "riyadh": "saudi", "rome": "ital", "seoul": "south korea", "sofia": "bulgaria",
    "stockholm": "swed", "taipei": "taiwan", "tallinn": "estonia", "tehran": "iran",
    "tokyo": "japan", "vienna": "austria", "vilnius": "lithuania", "warsaw": "poland|polish",
    "washington": "united states|america|us|u.s", "white house": "united states|america|us|u.s",
    "zagreb": "croatia",
}  # fmt: skip
_PATTERNS = {
    seat: re.compile(
        "|".join(
            # an abbreviation is a whole word, and written in capitals
            rf"\b{re.escape(word.upper())}\b" if len(word) < 4 else rf"(?i:\b{re.escape(word)})"
            for word in words.split("|")
        )
    )
    for seat, words in _COUNTRIES.items()
}


def country_in(seat: str, text: str) -> bool:
    """Whether `text` names the country, or its people, that `seat` stands for."""
    pattern = _PATTERNS.get(seat.lower())
    return pattern is not None and pattern.search(text) is not None
