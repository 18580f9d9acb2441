"""How the sample returns are made: the published totals of a real report, split below them by invention."""
