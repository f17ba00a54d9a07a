"""Words ↔ metres, azimuths and shares, each with the precision that the words give it."""
