"""Books of letters: received, sent, circulars, memoranda; the page of one letter."""
