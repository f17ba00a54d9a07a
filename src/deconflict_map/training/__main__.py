"""`python -m deconflict_map.training`."""

from deconflict_map.training.command import main

if __name__ == "__main__":
    main()
