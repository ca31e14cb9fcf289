import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.ingest.binary import why_binary
from rasid.ingest.encoding import decode, utf16_without_mark
from rasid.records import Issue

ENGLISH = "Troops shelled the village at dawn, killing two farmers near the old bridge.\r\n"
ARABIC = "قصفت القوات القرية عند الفجر وقتل اثنان من المزارعين قرب الجسر القديم في ريف المدينة الشرقي"
RUSSIAN = "Войска обстреляли деревню на рассвете, погибли двое крестьян у старого моста через реку"
UKRAINIAN = "Війська обстріляли село на світанку, загинули двоє селян біля старого мосту через річку"
FRENCH = "L’armée a bombardé le village à l’aube, où deux fermiers ont été tués près du vieux pont."
TURKISH = "Askerler şafakta köyü bombaladı, eski köprünün yanında iki çiftçi öldürüldü, dağ yolu kapatıldı"
POLISH = "Wojska ostrzelały wieś o świcie, zginęło dwóch rolników obok starego mostu, są też ciężko ranni"
HEBREW = "הצבא הפגיז את הכפר עם שחר ושני חקלאים נהרגו ליד הגשר הישן"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "windows-1256"),
        (ARABIC, "iso-8859-6"),
        (RUSSIAN, "windows-1251"),
        (UKRAINIAN, "windows-1251"),
        (UKRAINIAN, "koi8-u"),
        (RUSSIAN, "iso-8859-5"),
        (FRENCH, "windows-1252"),
        (TURKISH, "windows-1254"),
        (POLISH, "windows-1250"),
        (HEBREW, "windows-1255"),
    ],
)
def test_an_undeclared_encoding_is_told_by_its_letters_and_said(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))

    assert (found.text, found.encoding) == (text, encoding)
    assert found.issues == (Issue("ingest", f"no encoding declared: read as {encoding}"),)


def test_arabic_with_latin_names_in_windows_1256_stays_arabic() -> None:
    text = f"{ARABIC} (SANA) – قال الناطق: «لا» ، report by Reuters and AFP, 12/5"

    assert decode(text.encode("windows-1256")).text == text


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, RUSSIAN])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_text(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))

    assert (found.text, found.issues) == (text, ())


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, RUSSIAN, HEBREW, "Short\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_and_said(text: str, encoding: str) -> None:
    raw = text.encode(encoding)

    assert why_binary(raw) is None
    assert decode(raw).text == text
    assert decode(raw).issues == (Issue("ingest", f"no encoding declared: read as {encoding}"),)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff")))
def test_valid_utf_8_comes_back_as_it_was(text: str) -> None:
    found = decode(text.encode("utf-8"), declared="windows-1252")

    assert (found.text, found.issues) == (text, ())


@given(st.binary())
def test_any_bytes_give_a_text_that_utf_8_can_hold(raw: bytes) -> None:
    assert decode(raw).text.encode("utf-8").decode("utf-8") == decode(raw).text


def test_damaged_utf_8_is_mended_and_counted() -> None:
    raw = ARABIC.encode()[:31] + b"\xff" + ARABIC.encode()[31:] + "é".encode()[:1]

    found = decode(raw)

    first = found.text.index("\ufffd")
    count = found.text.count("\ufffd")
    assert found.encoding == "utf-8"
    assert found.issues == (
        Issue("ingest", f"{count} undecodable bytes or sequences replaced, read as utf-8", (first, first + 1)),
    )


def test_a_replacement_character_that_the_author_wrote_is_no_fault() -> None:
    assert decode("what \ufffd is".encode()).issues == ()


@pytest.mark.parametrize(
    "text", ["© The Post – all rights reserved", "It cost 5 € – at 40°.", "¿Qué pasó?", "½ of it • "]
)
def test_signs_in_a_latin_text_are_windows_1252(text: str) -> None:
    assert decode(text.encode("windows-1252")).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("軍は夜明けに村を砲撃し、古い橋の近くで農民二人が死亡した。道路は閉鎖されている。", "shift_jis"),
        ("军队黎明时分炮击了村庄，两名农民在旧桥附近丧生。道路仍然关闭。", "gb18030"),
        ("군대가 새벽에 마을을 포격해 농민 두 명이 숨졌다. 도로는 폐쇄됐다.", "euc-kr"),
    ],
)
def test_east_asian_encodings_are_recognised_undeclared(text: str, encoding: str) -> None:
    assert decode((text * 3).encode(encoding)).text == text * 3


def test_a_lone_typographic_quote_in_english_is_windows_1252() -> None:
    assert decode(b"The army\x92s post fell.").text == "The army’s post fell."


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", '"Windows-1252"', "US-ASCII"])
def test_a_declaration_is_believed_when_its_letters_make_sense(label: str) -> None:
    found = decode(FRENCH.encode("windows-1252"), declared=label)

    assert (found.text, found.issues) == (FRENCH, ())


def test_a_declaration_that_gives_nonsense_is_overruled_and_said() -> None:
    found = decode(ARABIC.encode("windows-1256"), declared="iso-8859-1")

    assert found.text == ARABIC
    assert found.issues == (Issue("ingest", "declared as windows-1252 but is not: read as windows-1256"),)


def test_declared_utf_8_that_is_not_is_guessed_and_said() -> None:
    found = decode(ARABIC.encode("windows-1256"), declared="utf-8")

    assert found.text == ARABIC
    assert found.issues == (Issue("ingest", "declared as utf-8 but is not: read as windows-1256"),)


@pytest.mark.parametrize("label", ["shift_jis", "Shift_JIS", "x-sjis", "euc-jp", "iso-2022-jp"])
def test_declared_japanese_is_read(label: str) -> None:
    text = "軍は夜明けに村を砲撃し、古い橋の近くで農民二人が死亡した。"
    codec = "shift_jis" if "jis" in label.lower() else label

    assert decode(text.encode(codec), declared=label).text == text


@pytest.mark.parametrize("label", ["unicode_escape", "hex", "idna", "no such thing", ""])
def test_a_label_that_is_no_text_encoding_is_ignored(label: str) -> None:
    assert decode(b"caf\\x41 \xe9t\xe9", declared=label).text == "caf\\x41 été"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip or an office document"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG image"),
        (b"some\x00thing\x00else", "data"),
        (bytes(range(1, 9)) * 40, "data"),
    ],
)
def test_binary_input_is_named(raw: bytes, kind: str) -> None:
    assert why_binary(raw) == f"binary (looks like {kind}): give text, HTML or JSON lines"


def test_text_with_a_few_control_characters_is_text() -> None:
    assert why_binary(ENGLISH.encode() * 5 + b"\x07\x1b[0m\x0c") is None


def test_numbers_in_16_bits_are_not_taken_for_utf_16() -> None:
    raw = b"".join(number.to_bytes(2, "little") for number in range(0, 60_000, 7))

    assert utf16_without_mark(raw) is None
    assert why_binary(raw) is not None
