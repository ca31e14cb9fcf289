from rasid.timex import find, recall

TEXT = "Shells fell on Monday. A drone crashed on 3 May 2024.\n\nTalks resumed in June."


def test_recall_gives_what_was_found_in_the_sentences():
    first, second, third = (TEXT.index(word) for word in ("Shells", "A drone", "Talks"))
    read = [*find(TEXT, first, second - 1), *find(TEXT, second, third - 2), *find(TEXT, third, len(TEXT))]
    assert recall(TEXT, 0, len(TEXT)) == read


def test_recall_reads_what_was_not_read():
    find(TEXT, 0, 5)
    text = TEXT + " Then came winter 2022."
    assert recall(text, 0, len(text)) == find(text)
