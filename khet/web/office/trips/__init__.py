"""Trips on official business, from asking to what others learn of them."""
