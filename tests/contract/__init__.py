"""The score contract seen from outside: the commands beside an independent second opinion."""
