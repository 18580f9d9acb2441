"""The layout that the decree or the Party asks for, as rules in data files, checked on templates and drafts."""
