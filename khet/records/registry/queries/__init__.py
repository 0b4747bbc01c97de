"""Looking things up in the registers, one file a question."""
