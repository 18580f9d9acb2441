"""Tags in Clark notation, each worked out once: a large appendix asks for them millions of times."""

from functools import cache

from docx.oxml import ns

qn = cache(ns.qn)
