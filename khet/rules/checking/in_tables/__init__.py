"""Checks of tables and lists of amounts."""
