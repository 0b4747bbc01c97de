"""What lies before a person: read, signed or ordered one by one or several at once."""
