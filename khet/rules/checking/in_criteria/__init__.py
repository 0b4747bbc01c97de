"""Checks of criteria and of the levels that they give."""
