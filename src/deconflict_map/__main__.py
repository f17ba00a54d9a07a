"""`python -m deconflict_map` is the command line."""

from deconflict_map.cli import main

main()
