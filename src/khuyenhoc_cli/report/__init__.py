"""Figures into the official Word report: phrases, notes and assessment make the context, `render` fills the template.

Imports run one way: phrases → keys → facts → notes, assessment, charts, appendices, tables, frame → context → render.
"""
