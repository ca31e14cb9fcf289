import pytest

from rasid.ingest.language import language


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The army said that two soldiers were killed in the attack on the convoy."),
        ("fr", "L'armée a dit que deux soldats ont été tués dans une attaque sur la route du nord."),
        ("es", "El ejército dijo que dos soldados murieron en un ataque contra una patrulla en la carretera."),
        ("de", "Die Armee teilte mit, dass zwei Soldaten bei einem Angriff auf den Konvoi getötet wurden."),
        ("pt", "O exército disse que dois soldados foram mortos em um ataque na estrada, e não há feridos."),
        ("tr", "Ordu, konvoya yapılan bir saldırıda iki askerin öldüğünü ve bölgede operasyon olduğunu açıkladı."),
        ("sw", "Jeshi limesema kwamba askari wawili waliuawa katika shambulio la jana na wengine ni majeruhi."),
        ("ar", "قال الجيش إن جنديين قتلا في هجوم على القافلة شرق المدينة"),
        ("fa", "ارتش گفت که دو سرباز در حمله به کاروان کشته شدند و چند نفر زخمی‌اند"),
        ("ur", "فوج نے کہا کہ قافلے پر حملے میں دو فوجی مارے گئے ہیں"),
        ("he", "הצבא אמר כי שני חיילים נהרגו בהתקפה על השיירה"),
        ("uk", "Армія заявила, що двоє солдатів загинули під час нападу на колону біля їхнього міста."),
        ("ru", "Армия заявила, что двое солдат погибли при нападении на колонну, были и раненые."),
        ("bg", "Армията каза, че двама войници са убити при нападение на конвоя и не са ранени други."),
        ("my", "စစ်တပ်က စစ်သားနှစ်ဦး သေဆုံးခဲ့သည်ဟု ပြောကြားခဲ့သည်"),
        ("am", "ሰራዊቱ ሁለት ወታደሮች በጥቃት መገደላቸውን ገለጸ"),
    ],
)
def test_the_language_is_told_by_script_and_common_words(code: str, text: str) -> None:
    assert language(text) == code


def test_an_english_story_that_quotes_arabic_is_english() -> None:
    assert language("The group, known as داعش, said that it was behind the attack.") == "en"


@pytest.mark.parametrize("text", ["", "12:30", "Xyzzy", "??"])
def test_without_evidence_it_is_english(text: str) -> None:
    assert language(text) == "en"


@pytest.mark.parametrize(("hint", "code"), [("fr-FR", "fr"), ("AR", "ar"), ("x-none", "en"), ("", "en")])
def test_a_lang_attribute_decides_only_without_evidence(hint: str, code: str) -> None:
    assert language("Xyzzy", hint=hint) == code
    assert language("The army said that it was in the town.", hint=hint) == "en"
