"""The tests of the learner's loop: what `course check` and its neighbours answer."""
