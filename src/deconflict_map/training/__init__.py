"""Free texts with known places → the weights of recognition and resolution, the same bytes whenever they are learned."""
