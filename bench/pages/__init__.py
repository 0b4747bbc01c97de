"""Pages of the demonstration area, as a browser on the same machine gets them."""
