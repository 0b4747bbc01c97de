"""Writes about the office's work."""
