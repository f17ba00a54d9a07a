"""Known lines → how much of them lies in the bands that are drawn from their ends alone, and the numbers that fit."""
