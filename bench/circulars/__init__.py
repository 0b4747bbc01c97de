"""Circulars: the inbox of a school with many, the search in it, one sent to 1,300 receivers."""
