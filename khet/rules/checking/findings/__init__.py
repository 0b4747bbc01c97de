"""What a check says, how sure it is, and what only follows from another fault."""
