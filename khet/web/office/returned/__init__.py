"""The office's own workbook: attached to a circular, filled in by many, put together."""
