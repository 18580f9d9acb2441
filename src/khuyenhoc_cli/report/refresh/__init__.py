"""New figures into a draft that people have edited (`renewal.refresh_document`): bytes in, changes and bytes out.

Three outlines are compared: the draft as it was generated, as it is now, and as it would be generated today. What the
tool has changed between the first and the third is brought into the second where nobody has touched it.

Imports run one way: changes, matching, merging, texts, then strips, importing, places, then paragraphs, levels, charts,
notes, stale, then structure, then renewal.
"""
