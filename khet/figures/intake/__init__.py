"""Score files in: read any file, recognise its layout, check every cell, keep nothing doubtful."""
