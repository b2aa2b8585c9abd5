"""The learner's loop on the command line: start, check, watch and the rest."""
