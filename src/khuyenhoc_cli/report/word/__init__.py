"""The Word engine: a .docx template and plain values in, the bytes of a .docx out (`document.render_document`).

Imports run one way: values, marks, then environment, stories, runs, then controls, footnotes, charts, baseline, then
placement, then document. `pdf` stands alone.
"""
