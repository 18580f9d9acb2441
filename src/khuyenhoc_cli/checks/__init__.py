"""Checks that compare: cells of a row, rows with their total, sheets, periods, files of one period."""
