"""Looking up the office's work."""
