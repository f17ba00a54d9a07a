"""What documents are called where they can't show themselves: a terminal, a traceback, a notebook without HTML."""

import deconflict_map as dm


def test_a_document_says_what_it_is_and_how_much_was_read():
    document = dm.map_text("# Report\n\nClashes broke out near Gao.", published="2024-05-01")
    assert repr(document) == f"<MapDocument {document.article.title!r}: 1 toponyms, 1 claims, 1 footprints>"


def test_a_description_says_its_phrase():
    assert repr(dm.locate("within 55 km of At Tanf")) == (
        "<Description 'within 55 km of At Tanf': 1 toponyms, 1 claims, 1 footprints>"
    )


def test_a_long_text_without_a_title_is_cut():
    document = dm.map_text("Clashes broke out near Gao " * 40)
    assert len(repr(document)) < 250


def test_a_view_of_a_map_is_told_as_briefly():
    assert len(repr(dm.locate("near Gao").map(hide=["places"]))) < 300
