"""`deconflict_map`: draw what a news article says about lines, rivers and zones."""
