"""What does not add up in a report: a stream of lines in, findings out.

``report`` asks all checks. ``reading`` tells what the lines say: ``stream`` lines as a reader
brings them, ``quantities`` numbers with unit and place, ``grids`` tables, ``passages`` paragraphs,
``lists`` what is numbered, ``days`` days; ``parsed`` finds each once. The checks stand by where a
fault is: ``in_tables``, ``in_sentences``, ``in_lists``, ``in_dates``, ``in_criteria``. ``findings``
is what is said of a fault: how sure, at which line, and what only follows from another.
"""
