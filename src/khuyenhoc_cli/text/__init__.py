"""Vietnamese text: names, numbers, order."""
