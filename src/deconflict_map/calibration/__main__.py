"""`python -m deconflict_map.calibration`."""

from deconflict_map.calibration.command import main

if __name__ == "__main__":
    main()
