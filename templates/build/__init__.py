"""The readable sources of the Word templates; `python -m templates.build` writes them as `templates/*.docx`."""
