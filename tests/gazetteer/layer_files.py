"""Little files of the formats that layers are made of, for tests."""

from __future__ import annotations

import zipfile
from pathlib import Path

PCODES = """admin0Name_en,admin0Pcode,admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Pcode,admin3Name_en,admin3Pcode,NAME_EN,NAME_AR,PCODE,LATITUDE_Y,LONGITUDE_X
Syrian Arab Republic,SY,Idleb,إدلب,SY07,Harim,SY0703,Qourqeena,SY070303,Kafr Qandil,كفر قنديل,C9999,36.1,36.6
Syrian Arab Republic,SY,Al-Hasakeh,الحسكة,SY08,Al-Malikeyyeh,SY0803,Ya'robiyeh,SY080302,Tell Zarqa Tahtani,,C9998,36.8,42.0
Syrian Arab Republic,SY,Aleppo,حلب,SY02,Al Bab,SY0202,Al Bab,SY020200,Bab City,الباب,C1234,36.37,37.52
"""

# 19 columns: geonameid name asciiname alternatenames lat lon class code country cc2 admin1-4 population elevation dem timezone date
_DUMPED = "{id}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{feature}\t{code}\tSY\t\t{admin1}\t{admin2}\t\t\t{people}\t\t300\tAsia/Damascus\t2020-01-01"


def dumped(id: int, name: str, **given: object) -> str:
    """A line of a GeoNames dump: a village of Deir ez-Zor unless something else is given."""
    told = {
        "others": "", "lat": 34.5, "lon": 40.9, "feature": "P", "code": "PPL", "admin1": "07", "admin2": "90000001", "people": 0,
    }  # fmt: skip
    return _DUMPED.format(id=id, name=name, **told | given) + "\n"


DUMP = (
    dumped(90000001, "Manadir District", feature="A", code="ADM2", others="ناحية المنادير")
    + dumped(90000002, "Kharab Washqa", others="Xarab Waşqa,خراب وشقة", people=1200)
    + dumped(90000003, "Wadi Thumayl", feature="H", code="WAD", lat=34.0, lon=39.0)
    + dumped(90000004, "Hotel Thumayl", feature="S", code="HTL")
    + dumped(170794, "Deir ez-Zor", others="Zor City", lat=35.33, lon=40.14, people=250000)
)
ALTERNATES = (
    "1\t90000002\tar\tخربة واشقة\t\t\t\t\t\t\n2\t90000002\tlink\thttps://example.org\t\t\t\t\t\t\n"
    "3\t90000001\tku\tMenadîr\t\t\t\t\t\t\n4\t99999999\ten\tNobody's Place\t\t\t\t\t\t\n"
)
CODES = "SY.07\tDeir ez-Zor Governorate\tDeir ez-Zor Governorate\t170793\nSY.99\tNew Governorate\tNew Governorate\t90000009\n"
TABLE = (
    "name,name_ar,lat,lon,country,admin1,names,population\nUmm Qarn,أم قرن,35.5,40.0,Syria,Raqqa,Om Karn|Oum Garn,300\n"
)


def written(folder: Path, name: str, text: str) -> Path:
    """A file with the text; a name that ends in .zip makes an archive of it, with the file that comes along in GeoNames' ones."""
    path = folder / name
    if path.suffix != ".zip":
        path.write_text(text, encoding="utf-8")
        return path
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "What is in the file.")
        archive.writestr(f"{path.stem}.txt", text)
    return path
