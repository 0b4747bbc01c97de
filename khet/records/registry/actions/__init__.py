"""Writes to the registers, one file a question. Each leaves an event of what it did."""
