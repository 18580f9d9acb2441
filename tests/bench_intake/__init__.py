"""A fair judge of the intake: random returns in many layouts, with planted faults.

Nothing here knows how the product reads or writes. It takes the schemas (what the forms ask), the list of
units, and the public path a file takes (`checks.inbox.check_file`).
"""
