from rasid.ingest import marks
from rasid.records import Issue


def test_control_and_bidirectional_characters_are_counted_with_the_first_ones_span() -> None:
    assert marks.issues("a\x07b\x00 \u202eevil\u202c.") == (
        Issue("ingest", "2 control characters in the text", (1, 2)),
        Issue("ingest", "2 bidirectional override characters in the text", (5, 6)),
    )


def test_white_space_and_direction_marks_of_arabic_typing_are_no_issue() -> None:
    assert marks.issues("a\tb\r\nc\fd \u200f\u200e\u200c") == ()
