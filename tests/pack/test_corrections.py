"""Corrections are a file of the pack: read whole, and a mistake names file, entry and reason."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import PackError
from pipeline.model.pack import CodeCorrection, CopyCorrection
from pipeline.pack import load_pack
from pipeline.pack.corrections import (
    checked_code,
    drop_code_correction,
    load_code_corrections,
    load_corrections,
    save_code_correction,
)
from pipeline.settings import ROOT

SPLIT = '[[copy]]\nact = "split"\narticles = ["https://Example.org/a?utm_source=mail#top"]\n'
WHO = 'who = "A. Editor"\nwhen = 2026-11-20\nwhy = "A reply, not a copy."\n'


def read(folder: Path, text: str) -> tuple[CopyCorrection, ...]:
    (folder / "corrections.toml").write_text(text, encoding="utf-8")
    return load_corrections(folder)


URL = "https://Example.org/a?utm_source=mail#top"
CODE = f'[[code]]\narticle = "{URL}"\ndimension = "topics"\ncodes = ["energy", "cyber"]\n'


def read_codes(folder: Path, text: str) -> tuple[CodeCorrection, ...]:
    (folder / "corrections.toml").write_text(text, encoding="utf-8")
    pack = load_pack(ROOT / "seeds")
    return load_code_corrections(folder, pack.dimensions, pack.topics)


def test_a_correction_is_read_with_canonical_addresses(tmp_path: Path):
    """However the address was copied, it is the one under which the article is stored; an id stays as it is."""
    join = '[[copy]]\nact = "join"\narticles = ["3f9c2d1e", "https://example.org/b"]\n'

    assert read(tmp_path, SPLIT + WHO + join + WHO) == tuple(
        CopyCorrection(act=act, articles=articles, who="A. Editor", when=date(2026, 11, 20), why="A reply, not a copy.")
        for act, articles in (("split", ("https://example.org/a",)), ("join", ("3f9c2d1e", "https://example.org/b")))
    )


def test_a_pack_without_corrections_has_none(tmp_path: Path):
    """A missing file, one of comments alone, and that of the project are all no correction."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    assert load_pack(tmp_path / "seeds").copy_corrections == ()
    assert read(tmp_path, "# nothing yet\n") == ()
    (tmp_path / "seeds/corrections.toml").unlink()
    assert load_pack(tmp_path / "seeds").copy_corrections == ()


def test_the_example_in_the_file_is_one_that_reads(tmp_path: Path):
    """Who takes the comment signs away has two corrections."""
    lines = (ROOT / "seeds/corrections.toml").read_text(encoding="utf-8").splitlines()
    example = "\n".join(line[2:] for line in lines[lines.index("# [[copy]]") :])
    first = lines.index("# [[code]]")
    code = "\n".join(line[2:] for line in lines[first : lines.index("#", first)])

    assert [each.act for each in read(tmp_path, example)] == ["split", "join"]
    assert [each.codes for each in read_codes(tmp_path, code)] == [("engage",)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[[copy", "not TOML", id="broken TOML"),
        pytest.param("[[copies]]\nact = 1\n", "corrections.toml: copies: no such table", id="another table"),
        pytest.param(SPLIT, "this key is missing", id="nobody says so"),
        pytest.param(SPLIT.replace("split", "part") + WHO, "copy number 1: act", id="an unknown act"),
        pytest.param(SPLIT + WHO.replace("A. Editor", " "), "number 1: who: empty", id="an empty name"),
        pytest.param(SPLIT + WHO + "where = 1\n", "where: no such key", id="an unknown key"),
        pytest.param(SPLIT.replace("split", "join") + WHO, "to join takes two", id="one article to join"),
        pytest.param(
            SPLIT.replace('"split"', '"join"').replace('top"]', 'top", "https://example.org/a"]') + WHO,
            "to join takes two different articles, got 1",
            id="an article joined with itself",
        ),
        pytest.param(SPLIT.replace("https", "ftp") + WHO, "number 1: articles: 'ftp://", id="no web address"),
        pytest.param(SPLIT + WHO.replace("2026-11-20", '"soon"'), "copy number 1: when", id="a date that is none"),
        pytest.param(SPLIT + WHO + SPLIT + WHO, "corrections.toml: copy: twice", id="said twice"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str):
    """File, entry, key and reason, in one line."""
    with pytest.raises(PackError) as caught:
        read(tmp_path, text)

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_correction_of_codes_is_read(tmp_path: Path):
    """With a canonical address, and codes in the order of the codebook."""
    assert read_codes(tmp_path, CODE + WHO) == (
        CodeCorrection(
            article="https://example.org/a",
            dimension="topics",
            codes=("cyber", "energy"),
            who="A. Editor",
            when=date(2026, 11, 20),
            why="A reply, not a copy.",
        ),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(CODE, "this key is missing", id="nobody says so"),
        pytest.param(CODE + WHO.replace("A reply, not a copy.", " "), "code number 1: why: empty", id="no reason"),
        pytest.param(CODE.replace("topics", "mood") + WHO, "dimension: no such dimension: 'mood'", id="no dimension"),
        pytest.param(CODE.replace("cyber", "sport") + WHO, "no such code of topics: 'sport'", id="no such topic"),
        pytest.param(CODE.replace("cyber", "energy") + WHO, "codes: one of them twice", id="a code twice"),
        pytest.param(
            CODE.replace("topics", "orientation").replace('"energy", "cyber"', '"engage", "mixed"') + WHO,
            "codes: orientation takes one, got 2",
            id="two answers to one question",
        ),
        pytest.param(
            CODE.replace("topics", "outlook").replace('"energy", "cyber"', "") + WHO,
            "codes: outlook takes one, got 0",
            id="no answer",
        ),
        pytest.param(CODE.replace("https", "ftp") + WHO, "code number 1: articles: 'ftp://", id="no web address"),
        pytest.param(CODE + WHO.replace("2026-11-20", '"soon"'), "code number 1: when", id="a date that is none"),
        pytest.param(CODE + WHO + CODE + WHO, "corrections.toml: code: twice", id="said twice"),
        pytest.param(CODE + "codes2 = 1\n" + WHO, "codes2: no such key", id="an unknown key"),
    ],
)
def test_a_mistake_in_a_code_is_named(tmp_path: Path, text: str, said: str):
    """File, entry, key and reason, in one line; the whole pack refuses it, too."""
    with pytest.raises(PackError) as caught:
        read_codes(tmp_path, text)

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_correction_is_written_beside_the_rest(tmp_path: Path):
    """Comments and copies stay; a second word on the same question replaces the first; taken back, nothing is left."""
    pack = load_pack(ROOT / "seeds")
    before = "# Kept.\n" + SPLIT + WHO
    read(tmp_path, before)
    (word,) = read_codes(tmp_path, CODE + WHO)
    read(tmp_path, before)
    for codes in (("energy",), ("cyber", "energy"), ()):
        save_code_correction(tmp_path, checked_code(replace(word, codes=codes), pack.dimensions, pack.topics))
    other = replace(word, dimension="orientation", codes=("engage",))
    save_code_correction(tmp_path, other)
    found = load_code_corrections(tmp_path, pack.dimensions, pack.topics)

    assert [(each.dimension, each.codes) for each in found] == [("topics", ()), ("orientation", ("engage",))]
    assert load_corrections(tmp_path) == read(tmp_path, before)
    save_code_correction(tmp_path, other)
    drop_code_correction(tmp_path, "https://example.org/a?utm_source=x", "orientation")
    assert (tmp_path / "corrections.toml").read_text(encoding="utf-8").strip() == before.strip()
    with pytest.raises(PackError, match="nothing is corrected there"):
        drop_code_correction(tmp_path, "https://example.org/a", "orientation")
