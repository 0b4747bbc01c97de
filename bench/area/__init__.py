"""One area and year: the demonstration area's files of 2556 to tables, beside a pandas script."""
