"""Powers given to others: which, to whom, until when, under which order."""
