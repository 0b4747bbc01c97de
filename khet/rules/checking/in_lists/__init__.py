"""Checks of lists: counts, numbers, what stands twice, what is empty."""
