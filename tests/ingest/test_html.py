import html as entities
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasid.ingest import blocks, html, read
from rasid.ingest.arrival import Arrival
from rasid.ingest.encoding import decode
from rasid.ingest.given import Given
from rasid.ingest.page import page
from rasid.ingest.published import interval
from rasid.records import Issue, Page, Skipped
from rasid.settings import Settings

LEAD = "Two soldiers were killed on Monday when a mine went off under their lorry east of the town, the army said."
SECOND = "A spokesman for the governor told reporters that the road to the border would stay closed for some days."
THIRD = "Residents of three villages had left their homes by the evening, according to the head of the local council."
FULL = f"""<!DOCTYPE html><html lang="en"><head><title>Mine kills two | The Post</title>
<meta property="og:title" content="Mine kills two"><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2021-03-05T10:00:00+02:00"><meta name="author" content="A. Writer">
<style>p {{ color: red }}</style><script>var story = "not this";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Mine kills two</h1><p>{LEAD}</p>
<figure><img src="x.jpg"><figcaption>Soldiers <b>near</b> the town.</figcaption></figure>
<noscript>Turn it on</noscript><p>{SECOND}</p><!-- not this --><p>{THIRD}</p></article>
<aside><p>Read more: <a href="/2">Ten recipes for the weekend</a></p></aside><footer>© The Post</footer>
<template><p>not this</p></template></body></html>"""


def page_of(source: str | bytes, said: Given | None = None) -> Page:
    raw = source if isinstance(source, bytes) else source.encode()
    found = page(Arrival("a.html", raw), said or Given())
    assert isinstance(found, Page)
    return found


def shown(found: Page) -> list[tuple[str, bool, str]]:
    return [(block.tag, block.main, found.text[slice(*block.span)]) for block in found.blocks]


def test_a_page_gives_its_blocks_its_main_text_and_what_it_says_about_itself() -> None:
    found = page_of(FULL)

    assert shown(found) == [
        ("title", False, "Mine kills two | The Post"),
        ("li", False, "Home"),
        ("li", False, "World"),
        ("h1", True, "Mine kills two"),
        ("p", True, LEAD),
        ("figcaption", True, "Soldiers near the town."),
        ("p", True, SECOND),
        ("p", True, THIRD),
        ("p", False, "Read more: Ten recipes for the weekend"),
        ("div", False, "© The Post"),
    ]
    assert found.text == "\n".join(text for _, _, text in shown(found))
    assert (found.headline, found.byline, found.document.source) == ("Mine kills two", "A. Writer", "The Post")
    assert (found.published, found.issues) == (interval("2021-03-05"), ())
    assert (found.document.media_type, found.document.language, found.raw) == ("text/html", "en", FULL.encode())


def test_date_and_source_of_the_command_line_win_and_a_difference_is_said() -> None:
    found = page_of(FULL, Given(interval("2022-01-01"), "Mine"))

    assert (found.published, found.document.source) == (interval("2022-01-01"), "Mine")
    assert found.issues == (
        Issue("ingest", "the page dates itself 2021-03-05, the command line 2022-01-01: kept the latter"),
    )
    assert page_of(FULL, Given(interval("2021-03"))).issues == ()


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("<div>a<p>b</p>c</div>", [("div", "a"), ("p", "b"), ("div", "c")]),
        ("<p>a\n  b&nbsp;c\t d</p>", [("p", "a b\u00a0c d")]),
        ("<p>one<b> two </b> three</p>", [("p", "one two three")]),
        ("<p>a<br>b<br><br>c<br></p>", [("p", "a\nb"), ("p", "c")]),
        ("<div><pre>a\n  b</pre></div>", [("pre", "a\n  b")]),
        ("<blockquote><p>said</p></blockquote>", [("blockquote", "said")]),
        ("<ul><li><p>a</p></li><li>b<ul><li>c</li></ul></li></ul>", [("li", "a"), ("li", "b"), ("li", "c")]),
        ("<table><tr><td>a</td><td><p>b</p></td></tr></table>", [("td", "a"), ("p", "b")]),
        (
            "<div>by me <time>today</time></div><div><time>today</time> </div>",
            [("div", "by me today"), ("time", "today")],
        ),
        ('<div><span class="wp-caption-text">a</span>b</div>', [("figcaption", "a"), ("div", "b")]),
        ('<div class="wp-caption"><img src="x"><p class="wp-caption-text">a</p></div>', [("figcaption", "a")]),
        ('<p class="no-caption">a</p>', [("p", "a")]),
        ("<div>a <script>x</script>b</div>", [("div", "a b")]),
        ("<div>a&lt;b&gt; &amp; &eacute;</div>", [("div", "a<b> & é")]),
        ("<h1><a href='/'>T</a></h1><h2>S</h2>", [("h1", "T"), ("h2", "S")]),
    ],
)
def test_text_nodes_become_blocks(source: str, blocks: list[tuple[str, str]]) -> None:
    assert [(tag, text) for tag, _, text in shown(page_of(f"<body>{source}</body>"))] == blocks


@pytest.mark.parametrize(
    "source",
    [
        "<p>The town fell",
        "<div><p>The town <b>fell</div></i>",
        "<html><body><table><tr>The town fell</p></html><p>",
        "<p>The town fell<!-- never closed",
        "<p>The town fell</p><script>never closed",
        "<<p>>The town fell",
        "<p a='\"<>' b=c d>The town fell",
        "<p>The town <em>fell</p></em></html></html>",
    ],
)
def test_broken_markup_gives_its_text(source: str) -> None:
    assert "The town fell" in page_of(f"<!DOCTYPE html>{source}").text


@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td", "b", "blockquote", "figcaption"])
def test_markup_nested_too_deep_gives_its_text_and_is_said(tag: str) -> None:
    found = page_of(f"<html><body>{f'<{tag}>' * 5000}{LEAD}<p>{SECOND}")

    assert [text for _, _, text in shown(found)] == [LEAD, SECOND]
    assert "markup nested too deep: only its paragraphs are kept" in [issue.reason for issue in found.issues]


def test_a_noscript_left_open_inside_does_not_swallow_the_page() -> None:
    assert page_of(f"<html><body><noscript><div></noscript><p>{LEAD}</p></body></html>").text == LEAD


def test_markup_without_text_is_skipped() -> None:
    for source in ("<html><body><script>x</script></body></html>", "<!-- x --><p> </p>", "<div></div>"):
        found = page(Arrival("a.html", source.encode()), Given())
        assert isinstance(found, Skipped)
        assert found.issue == Issue("ingest", "empty: the markup holds no text")


def test_when_the_extractor_finds_nothing_paragraphs_with_few_links_are_main_and_it_is_said() -> None:
    menu = "".join(
        f"<li><a href='/{number}'>A link to another page about something {number}</a></li>" for number in range(9)
    )
    deep = "<div>" * 1100
    found = page_of(f"<body>{deep}<ul>{menu}</ul><nav>{LEAD}</nav><p>{LEAD}</p><p>Short.</p>")

    assert [text for _, main, text in shown(found) if main] == [LEAD]
    assert [issue.reason.split(": ")[1] for issue in found.issues] == [
        "paragraphs with few links are taken for the main text"
    ]


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>", "\ufeff<html>", "  \n<!-- a -->\n<div>", "<?xml version='1.0'?><html>", "<P>"]
)
def test_content_that_starts_like_html_is_html_whatever_its_name(tmp_path: Path, start: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{start}<p>The town fell", encoding="utf-8")

    (found,) = read([str(path)], settings=Settings())

    assert isinstance(found, Page)
    assert (found.text, found.document.media_type) == ("The town fell", "text/html")


@pytest.mark.parametrize("text", ["<3 from the town", "< p >", "1 < 2", "Plain <b>text</b>"])
def test_text_with_a_stray_sign_is_no_html(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)

    (found,) = read([str(path)], settings=Settings())

    assert isinstance(found, Page) and (found.text, found.blocks) == (text, ())


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declaration",
    ['<meta charset="{}">', "<META http-equiv=Content-Type content='text/html; charset={}'>", ""],
)
def test_arabic_pages_are_read_in_their_encoding(encoding: str, declaration: str) -> None:
    text = "قال الجيش إن القرية الشرقية سقطت عند الفجر وإن الطريق مغلق"
    source = f"<!DOCTYPE html><html><head>{declaration.format(encoding)}</head><body><p>{text}</p></body></html>"

    found = page_of(source.encode(encoding))

    assert (found.text, found.document.language) == (text, "ar")


def test_control_characters_of_a_page_are_said_where_they_stand() -> None:
    found = page_of("<p>The town \u202efell\u202c, he said</p>")

    assert Issue("ingest", "2 bidirectional override characters in the text", (9, 10)) in found.issues
    assert found.text == "The town \u202efell\u202c, he said"


def test_undecodable_bytes_of_a_page_are_said() -> None:
    found = page_of("<p>Le château est tombé à l’aube</p>".encode() + b"<p>\xff</p>")

    assert "1 undecodable byte replaced, read as utf-8" in [issue.reason for issue in found.issues]
    assert found.text.endswith("\n\ufffd")


def test_the_lang_attribute_helps_only_a_text_without_evidence() -> None:
    assert page_of('<html lang="fr-CA"><body><p>Bamako</p></body></html>').document.language == "fr"
    assert page_of(f'<html lang="fr-CA"><body><p>{LEAD}</p></body></html>').document.language == "en"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30).map(entities.escape)
TAGS = st.sampled_from(
    [
        "p",
        "div",
        "h1",
        "li",
        "ul",
        "table",
        "td",
        "figcaption",
        "blockquote",
        "time",
        "a",
        "b",
        "script",
        "style",
        "pre",
    ]
    + ["br", "noscript", "template", "title", "article", "nav", "span", "img", "textarea", "svg", "p class='caption'"]
)
MARKUP = st.lists(
    st.one_of(
        WORDS,
        TAGS.map("<{}>".format),
        TAGS.map("</{}>".format),
        st.sampled_from(["<!--", "-->", " \n ", "&amp;", "<", "&#0;"]),
    ),
    max_size=40,
).map("".join)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=200)
@given(MARKUP)
def test_blocks_slice_to_the_text_and_the_text_comes_back_from_the_raw_bytes(markup: str) -> None:
    raw = f"<html><body>{markup}".encode()
    found = page(Arrival("a.html", raw), Given())

    root, _ = html.parsed(decode(raw).text)
    again = "" if root is None else blocks.layout(root).text
    if isinstance(found, Skipped):
        assert (found.raw, again.strip()) == (raw, "")
        return
    assert found.text == again
    assert "\n".join(found.text[slice(*block.span)] for block in found.blocks) == found.text
    assert all(found.text[slice(*block.span)].strip(" \n") for block in found.blocks)
    found.text.encode("utf-8")


@given(st.lists(st.text("abc de", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=5))
def test_nothing_of_what_is_shown_is_lost_or_added(paragraphs: list[str]) -> None:
    source = "<script>no</script>".join(f"<p>{text}<style>no</style><!-- no --></p>" for text in paragraphs)

    assert page_of(f"<body>{source}").text == "\n".join(" ".join(text.split()) for text in paragraphs)
