"""Free texts with known places → the weights of recognition and resolution, the same bytes at every learning."""
