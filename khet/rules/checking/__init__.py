"""What does not add up in a report: a stream of lines in, findings out.

Which file is for what: ``stream`` lines as a reader brings them, ``finding`` what is said,
``quantities`` numbers with unit and place, ``grids`` tables, ``lists`` numbered items; each other
file is one kind of check, ``report`` asks them all.
"""
