"""
From the figures of a week to a page and its facts.

The whole call, with what the store gives::

    summary = summarize(counts, pack=pack, week=week, plan=Plan())  # pipeline.shift
    digest = compose(
        pack=pack,
        summary=summary,
        previous=earlier_summaries,
        voices=choose_voices(passages, week),
        coverage=coverage,
        seeds=reference_profile(pack, seed_counts),
        queries=[("topics", "SELECT ..."), ("coverage", "SELECT ...")],
    )
    path = write_all(folder, digest)  # index.html, a CSV file a section, and facts.json last

`words` makes the sentences, `facts` lists the numbers, `sections` is the table of contents, `parts` has a view for each
section, `page` renders, `numbers` writes them for programs, `files` is the door.
"""

from pipeline.digest.compose import compose
from pipeline.digest.files import write
from pipeline.digest.folder import write_all
from pipeline.digest.numbers import csv_files, from_json, to_json
from pipeline.digest.page import render
from pipeline.digest.reference import reference_profile
from pipeline.digest.voices import choose_voices

__all__ = [
    "choose_voices",
    "compose",
    "csv_files",
    "from_json",
    "reference_profile",
    "render",
    "to_json",
    "write",
    "write_all",
]
