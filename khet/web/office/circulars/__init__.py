"""Letters to many: written and sent, read, answered, and who has not."""
