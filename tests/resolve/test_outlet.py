"""Where a story's medium is at home, and what that says for the places that the story names."""

import pytest

from rasid import gazetteer
from rasid.records import Mention, Span, Story
from rasid.resolve.outlet import Outlet, host, outlet
from rasid.resolve.where import Places, Where


def _known(name: str) -> bool:
    return bool(gazetteer.open().exact(name))


@pytest.mark.parametrize(
    ("source", "uri", "want"),
    [
        ("Nairobi Evening Herald", "", Outlet("Nairobi")),
        ("Reuters", "", Outlet()),
        ("The Daily Herald", "", Outlet()),
        (None, "https://www.nairobiherald.example/2024/page", Outlet("Nairobi")),
        (None, "https://deirezzor24.example/page", Outlet("Deir Ezzor")),
        (None, "https://herald.nairobi.example/page", Outlet("Nairobi")),
        (None, "https://www.thestar.co.ke/page", Outlet(None, "KE")),
        (None, "https://example.tv/page", Outlet()),
        (None, "https://www.nairobians-abroad.example/page", Outlet()),
        (None, "/data/nairobiherald.example/page.html", Outlet()),
        ("nairobiherald.co.ke", "", Outlet("Nairobi", "KE")),
    ],
)
def test_a_medium_is_at_home_in_the_place_that_is_left_of_its_name(source: str | None, uri: str, want: Outlet) -> None:
    assert outlet(source, host(uri), _known) == want


def _resolved(text: str, *names: str, uri: str = "") -> Places:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    mentions = [Mention(name, "place", span, name, 1.0, None) for name, span in zip(names, spans, strict=True)]
    whole = Span((0, len(text)), text)
    story = Story("s", whole.span, None, (), (), None, None, (whole,), (), None, None, False)
    return Where(gazetteer.open()).resolve(mentions, text, story=story, uri=uri)


def test_a_local_paper_decides_between_namesakes() -> None:
    told = "Shots were heard in Tripoli at night."
    lebanese = _resolved(told, "Tripoli", uri="https://www.beirutherald.com.lb/page").places["Tripoli"]
    assert (lebanese.country, _resolved(told, "Tripoli").places["Tripoli"].country) == ("LB", "LY")


def test_what_a_story_says_outweighs_where_its_paper_is_at_home() -> None:
    told = "Shots were heard in Tripoli, Libya, and the Libyan army closed the road to Misrata."
    found = _resolved(told, "Tripoli", "Libya", "Misrata", uri="https://www.beirutherald.com.lb/page").places
    assert {name: place.country for name, place in found.items()} == dict.fromkeys(found, "LY")


def test_a_division_is_not_taken_for_its_village_of_the_same_name() -> None:
    refs = _resolved("A bridge in Montana fell.", "Montana").refs
    assert refs["Montana"] is not None and refs["Montana"].id == "admin1:US.MT"
