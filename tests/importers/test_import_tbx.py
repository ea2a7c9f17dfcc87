from pathlib import Path

import pytest

from normalizer.errors import InputError

DATA = Path(__file__).parent / "data"

DIALECTS = ("tbx_v2_basic_dca.tbx", "tbx_v3_basic_dct.tbx", "tbx_min.tbx")


@pytest.mark.parametrize("file", DIALECTS)
def test_every_dialect_says_the_same(imported, file):
    found = imported("tbx", file)
    assert found.names == ["Kyiv", "special military operation"]
    kyiv = found["Kyiv"]
    assert (kyiv.type, kyiv.aliases, kyiv.variants, kyiv.native) == ("place", ("Kyjiv",), ("Kiev", "Kiyev"), ("Київ",))
    assert kyiv.description == ("" if file == "tbx_min.tbx" else "The capital of Ukraine")
    assert (found["special military operation"].type, found["special military operation"].aliases) == (
        "term", ("SMO & more; etc",)
    )  # fmt: skip


def test_entries_without_a_term_and_with_deprecated_ones_only(imported):
    found = imported("tbx", DIALECTS[0])
    assert found.faults == [(DIALECTS[0], 20)]
    assert found.report.skipped == {"every term is deprecated": 1}


FORMS = {
    "preferred": ("preferredTerm-admn-sts", "preferredTerm", "preferred", "PREFERRED"),
    "aliases": ("admittedTerm-admn-sts", "admittedTerm", "admitted"),
    "variants": (
        "deprecatedTerm-admn-sts", "deprecatedTerm", "deprecated", "supersededTerm-admn-sts", "supersededTerm",
        "superseded", "obsolete", "notRecommended",
    ),
}  # fmt: skip
NOTES = (
    '<termNote type="administrativeStatus">{}</termNote>',
    '<termNote type="normativeAuthorization">{}</termNote>',
    '<termNoteGrp><termNote type="administrativeStatus">{}</termNote><note>x</note></termNoteGrp>',
    "<min:administrativeStatus>{}</min:administrativeStatus>",
    "<administrativeStatus>{}</administrativeStatus>",
)


def document(entry, root="tbx", head=""):
    space = 'xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"'
    return f"{head}<{root} xml:lang='en' {space}><text><body>{entry}</body></text></{root}>"


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(("column", "status"), [(c, s) for c, forms in FORMS.items() for s in forms])
def test_statuses_in_each_of_their_forms(imported, tmp_path, note, column, status):
    term = f"<termSec><term>Second</term>{note.format(status)}</termSec>"
    path = tmp_path / "x.tbx"
    entry = f'<langSec xml:lang="en"><termSec><term>First</term></termSec>{term}</langSec>'
    path.write_text(document(f"<conceptEntry>{entry}</conceptEntry>"))
    (found,) = imported("tbx", path).entities
    if column == "preferred":
        assert (found.canonical, found.aliases) == ("Second", ("First",))
    else:
        assert (found.canonical, getattr(found, column)) == ("First", ("Second",))


@pytest.mark.parametrize(
    ("languages", "canonical", "aliases", "native"),
    [
        (("en",), "Kyiv", ("Kyiv City",), ("Київ",)),
        (("de",), "Kiew", (), ("Київ",)),
        (("uk",), "Київ", (), ()),
        (("fr",), "Kyiv", (), ("Київ",)),
        (("de", "en"), "Kiew", ("Kyiv", "Kyiv City"), ("Київ",)),
    ],
)
def test_languages(imported, tmp_path, languages, canonical, aliases, native):
    terms = {"uk": "Київ", "en-GB": "Kyiv", "de": "Kiew", "en-US": "Kyiv City"}
    sections = "".join(
        f'<langSet xml:lang="{tag}"><tig><term>{term}</term></tig></langSet>' for tag, term in terms.items()
    )
    path = tmp_path / "x.tbx"
    path.write_text(document(f"<termEntry>{sections}</termEntry>", "martif"))
    (found,) = imported("tbx", path, languages=languages).entities
    assert (found.canonical, found.aliases, found.native) == (canonical, aliases, native)


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("place", "place"), ("Person", "person"), ("toponym", "place"), ("company", "organization"), ("law", "term")],
)
def test_subject_fields_say_the_type(imported, tmp_path, kind, type_):
    field = f'<descripGrp><descrip type="subjectField">{kind}</descrip></descripGrp>'
    path = tmp_path / "x.tbx"
    term = '<langSec xml:lang="en"><termSec><term>Kyiv</term></termSec></langSec>'
    path.write_text(document(f"<conceptEntry>{field}{term}</conceptEntry>"))
    assert imported("tbx", path)["Kyiv"].type == type_
    assert imported("tbx", path, values=(("place", kind),))["Kyiv"].type == "place"


def test_no_entity_is_expanded_and_nothing_fetched(imported):
    found = imported("tbx", "tbx_entities.tbx")
    assert found.names == ["Fine é"]
    assert [row for _, row in found.faults] == [8, 9]


def test_entities_of_entities_are_refused(imported):
    with pytest.raises(InputError, match=r"tbx_bomb.tbx:2: an entity is declared by other entities"):
        imported("tbx", "tbx_bomb.tbx")


@pytest.mark.parametrize("length", range(100, 1400, 130))
def test_a_document_that_is_cut_off_is_refused_with_the_place(imported, tmp_path, length):
    path = tmp_path / "x.tbx"
    path.write_bytes((DATA / DIALECTS[1]).read_bytes()[:length])
    with pytest.raises(InputError, match=r"x.tbx:\d+: "):
        imported("tbx", path)


@pytest.mark.parametrize("text", ["<xliff version='1.2'><file/></xliff>", "Kyiv, Kiev", "<tbx><a></tbx>"])
def test_what_is_no_tbx_is_refused(imported, tmp_path, text):
    path = tmp_path / "x.tbx"
    path.write_text(text)
    with pytest.raises(InputError, match=r"x.tbx:1: "):
        imported("tbx", path)


@pytest.mark.parametrize("encoding", ["TF-8", "gbk", "utf-7", "base64"])
def test_an_encoding_that_cannot_be_read_is_refused(imported, tmp_path, encoding):
    path = tmp_path / "x.tbx"
    path.write_text(document("", head=f'<?xml version="1.0" encoding="{encoding}"?>'))
    with pytest.raises(InputError, match=r"x.tbx:1: the document is in an encoding that cannot be read"):
        imported("tbx", path)


def test_an_encoding_that_the_document_names(imported, tmp_path):
    path = tmp_path / "x.tbx"
    entry = '<conceptEntry><langSec xml:lang="de"><termSec><term>Köln</term></termSec></langSec></conceptEntry>'
    path.write_bytes(document(entry, head='<?xml version="1.0" encoding="iso-8859-1"?>').encode("latin-1"))
    assert imported("tbx", path).names == ["Köln"]
