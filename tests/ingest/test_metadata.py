import pytest

from rasid.ingest import html
from rasid.ingest.metadata import Metadata, metadata
from rasid.ingest.published import interval
from rasid.records import Issue

META = '<meta property="article:published_time" content="2021-01-01T10:00:00Z">'
LD = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-02-02"}</script>'
TIME = '<article><time datetime="2021-03-03">3 March</time></article>'


def said(source: str) -> Metadata:
    root, _ = html.parsed(f"<html>{source}</html>")
    return metadata(root)


@pytest.mark.parametrize(
    ("source", "day"),
    [
        (TIME + LD + META, "2021-01-01"),
        (TIME + LD, "2021-02-02"),
        (TIME, "2021-03-03"),
        ('<meta name="DC.date.issued" content="2021-04-04">' + TIME, "2021-04-04"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "datePublished": "1999"}, '
         '{"@type": ["NewsArticle"], "datePublished": "2021-05-05"}]}</script>', "2021-05-05"),
        ('<script type="application/ld+json">{broken</script>' + TIME, "2021-03-03"),
        ('<time datetime="2021-06-06">a</time><p>x</p><time datetime="2021-06-06T10:00">b</time>', "2021-06-06"),
    ],
)  # fmt: skip
def test_the_date_comes_from_meta_then_json_ld_then_time(source: str, day: str) -> None:
    assert said(source).published == interval(day)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Published on 3 March 2021</p>",
        '<time datetime="2021-03-03">a</time><time datetime="2020-01-01">b</time>',
        '<article><time datetime="PT2M">2 min</time></article>',
        '<article><aside><time datetime="2021-03-03">a</time></aside></article>',
        f'<article><p>{"Long ago, " * 30}<time datetime="1991-01-17">the war began</time></p></article>',
    ],
)
def test_no_date_is_guessed(source: str) -> None:
    assert said(source) == Metadata()


def test_a_date_that_cannot_be_read_is_said_and_the_next_is_taken() -> None:
    found = said('<meta property="article:published_time" content="5. März">' + LD)

    assert found.published == interval("2021-02-02")
    assert found.issues == (Issue("ingest", "publication date of the page not understood: '5. März'"),)


@pytest.mark.parametrize(
    ("source", "headline"),
    [
        ("<h1>Town falls</h1>", "Town falls"),
        ("<title>Town falls | Post</title><h1>The Post</h1><h1> Town\n falls </h1>", "Town falls"),
        ('<meta property="og:title" content="Town falls"><h1>The Post</h1>', "Town falls"),
        ("<title>Town falls</title>", None),
        ("<h1> </h1>", None),
    ],
)
def test_the_headline_is_the_heading_that_the_title_repeats(source: str, headline: str | None) -> None:
    assert said(source).headline == headline


@pytest.mark.parametrize(
    ("source", "byline"),
    [
        ('<meta name="author" content="A. Writer">', "A. Writer"),
        (
            '<meta property="article:author" content="https://example.org/a"><a rel="author" href="/a"> A.\nWriter</a>',
            "A. Writer",
        ),
        (
            '<script type="application/ld+json">{"@type":"Article","author":[{"name":"A"},{"name":"B"},"A"]}</script>',
            "A, B",
        ),
        ('<span itemprop="author">A. Writer</span>', "A. Writer"),
        ("<p>By A. Writer</p>", None),
    ],
)
def test_the_byline_is_what_the_markup_calls_the_author(source: str, byline: str | None) -> None:
    assert said(source).byline == byline


@pytest.mark.parametrize(
    "source",
    [
        '<meta property="og:site_name" content="The Post">',
        '<script type="application/ld+json">{"@type":"Article","publisher":{"name":"The Post"}}</script>',
    ],
)
def test_the_site_names_itself(source: str) -> None:
    assert said(source).site == "The Post"


@pytest.mark.parametrize(
    "value", ["[[[[]]]]", "5", "null", '{"@graph": 3}', '{"author": 5, "datePublished": []}', "[" * 9000]
)
def test_odd_json_ld_says_nothing(value: str) -> None:
    assert said(f'<script type="application/ld+json">{value}</script>') == Metadata()
