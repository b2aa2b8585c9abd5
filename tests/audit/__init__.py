"""Known weaknesses of the packages that requirements.txt pins."""
