"""Registers as files: every one comes in and goes out as XLSX and CSV with the same columns.

``columns`` says what a cell may hold, ``register`` what a register is; one file a register beside
them. ``reading`` understands a file, ``planning`` says what it would change, ``keeping`` keeps it,
``writing`` makes the file that goes out, which is the template as well.
"""
