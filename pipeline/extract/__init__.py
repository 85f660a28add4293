"""From pages and plain texts to clean articles."""

from pipeline.extract.learn import learn_chrome
from pipeline.extract.page import extract_page
from pipeline.extract.plain import extract_plain
from pipeline.extract.pool import extract_all

__all__ = ["extract_all", "extract_page", "extract_plain", "learn_chrome"]
