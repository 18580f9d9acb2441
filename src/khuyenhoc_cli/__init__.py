"""From the Excel returns of Vietnam's study-promotion associations to the official Word report."""

__version__ = "0.1.0"
