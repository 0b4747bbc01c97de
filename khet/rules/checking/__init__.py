"""What does not add up in a report: a stream of lines in, findings out.

Which file is for what: ``stream`` lines as a reader brings them, ``finding`` what is said and
``telling`` at which line, ``parsed`` what is found once for all checks. Found in the lines:
``quantities`` numbers with unit and place, ``grids`` tables, ``items`` and ``lists`` what is
numbered, ``running`` numbers of rows, ``days`` and ``times`` days, ``spans`` and ``joins`` bands.
Each other file is one kind of check or a part of one, ``report`` asks them all.
"""
