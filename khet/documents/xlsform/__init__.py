"""Instruments as XLSForm workbooks: read with all that is wrong told, and written.

Source: the published XLSForm format, as pyxform reads it. What of it Khet takes is told in
``docs/domain/office-xlsform.md``.
"""
