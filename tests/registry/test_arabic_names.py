import pytest

from rasid import gazetteer, registry

EVERYDAY = {  # single words that are common nouns or adjectives in Arabic and so must name nobody by themselves
    "القاعدة", "العربية", "المسيرة", "الأطلسي", "فارس", "مالي", "عمان", "بنين", "الفاو", "البحر",
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded():
    return registry.load()


def is_arabic(name: str) -> bool:
    return "\u0620" <= name[0] <= "\u06ff"


def test_every_country_has_an_arabic_name_that_gives_its_code(loaded):
    for iso2, country in loaded.countries.items():
        names = [alias for alias in country.aliases if is_arabic(alias)]
        assert names, iso2
        assert {loaded.country(name) for name in names} == {iso2}


@pytest.mark.parametrize(
    ("words", "iso2"),
    [
        ("روسي", "RU"), ("الروسية", "RU"), ("الروس", "RU"), ("إيرانيين", "IR"), ("الأمريكيون", "US"), ("أميركية", "US"),
        ("الأتراك", "TR"), ("الكورية الشمالية", "KP"), ("جنوب أفريقي", "ZA"), ("المغاربة", "MA"), ("صومالية", "SO"),
    ],
)  # fmt: skip
def test_arabic_adjectives_in_all_forms_give_their_country(loaded, words, iso2):
    assert loaded.demonym(words) == iso2


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("واشنطن", "gov-US"), ("البيت الأبيض", "gov-US"), ("الكرملين", "gov-RU"), ("أنقرة", "gov-TR"), ("طهران", "gov-IR"),
        ("البنتاغون", "mod-US"),
    ],
)  # fmt: skip
def test_arabic_seats_of_power_stand_for_those_who_sit_there(loaded, words, actor):
    (hit,) = loaded.find(f"قالت {words} أمس")
    assert ([bearer.id for bearer in hit.actors], hit.sort) == ([actor], "metonym")


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("رويترز", "reuters"), ("وكالة هاوار", "hawar"), ("عنب بلدي", "enab-baladi"), ("قناة العربية", "al-arabiya"),
        ("منظمة الصحة العالمية", "who"), ("اليونيسف", "unicef"), ("برنامج الأغذية العالمي", "wfp"),
        ("سنتكوم", "us-centcom"), ("فاغنر", "ru-wagner"), ("حركة 23 مارس", "cd-m23"), ("أنصار بيت المقدس", "eg-abm"),
        ("الحزام الأمني", "ye-security-belt"), ("ألوية العمالقة", "ye-giants"), ("درع الوطن", "ye-homeland-shield"),
        ("الجيش الوطني الليبي", "ly-lna"), ("حكومة الوحدة الوطنية", "gov-LY"), ("الفصائل الفلسطينية", "ps-factions"),
        ("وحدات حماية المرأة", "sy-ypj"), ("جماعة نصرة الإسلام والمسلمين", "jnim"), ("كتائب عز الدين القسام", "ps-qassam"),
    ],
)  # fmt: skip
def test_arabic_names_of_actors_are_found(loaded, words, actor):
    (hit,) = loaded.find(f"ذكرت {words} ذلك")
    assert [bearer.id for bearer in hit.actors] == [actor]


@pytest.mark.parametrize("word", sorted(EVERYDAY))
def test_everyday_arabic_words_name_nobody_by_themselves(loaded, word):
    assert loaded.named(word) == ()


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("كوباني", "geonames:172256"), ("خاركيف", "admin1:UA.07"), ("زابوريجيا", "admin1:UA.26"), ("باخموت", "geonames:713174"),
        ("شبوة", "admin1:YE.05"), ("حضرموت", "admin1:YE.04"), ("النبطية", "admin1:LB.07"), ("كيسمايو", "geonames:55671"),
        ("شمال دارفور", "admin1:SD.55"), ("جوبا السفلى", "admin1:SO.09"), ("دونباس", "registry:sp-donbas"),
        ("Ras al-Ain", "geonames:165509"), ("Al Jazirah", "registry:sp-jazira-sd"), ("Unity State", "admin1:SS.06"),
        ("Donbas", "registry:sp-donbas"), ("Strip", "registry:sp-gaza-strip"), ("Masafer Yatta", "registry:sp-masafer-yatta"),
    ],
)  # fmt: skip
def test_places_of_conflict_are_found_first_under_names_that_reports_use(name, id):
    assert gazetteer.open().exact(name)[0].id == id


def test_special_places_lie_in_divisions_that_the_gazetteer_knows_by_that_name(loaded):
    known = gazetteer.open()
    for place in loaded.places:
        if place.admin1 and place.country:
            divisions = {entry.name for entry in known.exact(place.admin1) if entry.country == place.country}
            assert place.admin1 in divisions, place.id


def test_the_donbas_is_an_area_of_its_own_and_no_name_of_donetsk():
    assert [entry.id for entry in gazetteer.open().exact("Donbas")] == ["registry:sp-donbas"]
