"""The frozen values that are passed from stage to stage; no behaviour beyond reading themselves."""
