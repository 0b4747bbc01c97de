"""Checks of amounts that sentences state."""
