import pytest

from rasid.stories.boilerplate import furniture


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("TT", "control"), ("A+ A-", "control"), ("Share on Facebook", "control"), ("Facebook Twitter WhatsApp", "control"), ("طباعة", "control"),
        ("Advertisement", "furniture"), ("© 2024 The Qadra Post", "furniture"), ("All rights reserved.", "furniture"), ("3 hours ago", "furniture"), ("12 comments", "furniture"),
        ("We use cookies to improve your visit.", "furniture"), ("Subscribe to our newsletter", "furniture"), ("Home > World > Africa", "furniture"), ("Follow us on Telegram", "furniture"),
        ("منذ 3 ساعات", "furniture"), ("جميع الحقوق محفوظة", "furniture"), ("Related articles:", "related"), ("مقالات ذات صلة", "related"), ("Read also: Rain floods the valley", "related_line"),
        ("Continue reading", "cut"), ("Read more", "more"), ("ENDS", "end"), ("Reporting by Sam Doe; Editing by Amal Haddad", "end"),
    ],
)  # fmt: skip
def test_furniture_of_a_page_is_known(line: str, kind: str) -> None:
    assert furniture(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "The army used cookies as bait, a villager said.",
        "Protesters follow the convoy to the airport",
        "Rebels share power in the northern capital",
        "The ministry has reserved all rights to the land along the river for its soldiers and their families.",
        "Print workers strike in the capital",
        "Two killed in raid three hours ago near the bridge",
        "مقتل تاجرين بقصف على السوق",
    ],
)
def test_sentences_with_the_same_words_are_no_furniture(line: str) -> None:
    assert furniture(line) is None
