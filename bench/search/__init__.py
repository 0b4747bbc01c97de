"""One search for everything: many documents, looked for by words rare and common."""
