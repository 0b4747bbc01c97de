"""The nation, one year: 13 million invented scores, counted by Khet and by SQL written by hand."""
