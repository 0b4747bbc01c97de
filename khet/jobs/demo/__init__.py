"""The demonstration area: what the office's own documents print of it, the rest plainly invented.

Pure data, no database; only ``registers`` knows how it is entered. ``data/`` holds the printed
figures with their ``source`` (document:line) and, in ``schools.csv``, invented ones beside them:
every ``top_grade``, ``pre_primary`` and ``pupils_2556``, every school named ``สมมติ``, and the
network of any school outside the one-network districts. ``place_basis`` says whether a school's
district is printed, inferred from the document, or invented.
"""
