"""The judge of the audit: drafts of every template, one thing changed in each copy, and what the audit says of it.

A change is made in the Document that was read from the draft, which takes no time; `written.py` makes some of them in
the Word files themselves, and they read the same. The bench knows nothing of how the rules work.
"""
