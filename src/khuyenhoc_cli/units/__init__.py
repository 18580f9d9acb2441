"""Administrative units: the registry, their succession, and the matching of names."""
