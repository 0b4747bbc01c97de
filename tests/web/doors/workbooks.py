"""Doors of instruments as workbooks; those of one instrument are visited in ``test_workbooks``."""

MAKERS = {"director", "deputy", "supervisor", "network-supervisor"}
FORMS = {"/office/instruments/import": MAKERS}
