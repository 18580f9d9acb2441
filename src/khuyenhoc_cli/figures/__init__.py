"""From the values of units to totals, ratios, changes, ranks, leading and lagging units. The only user of pandas."""
