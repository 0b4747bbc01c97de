"""Checks of days, times and lengths."""
