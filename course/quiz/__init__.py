"""Quizzes: a bank of questions for each chapter, whose answers are proven by running.

`bank` reads a bank, made of `questions` and `options`, and documents the format.
`grading` judges an answer; `ask` is the quiz in the terminal, `qti` the export. `prove`
runs the proofs, in a process of their own: the `worker`. There, `judge` tries out the
`trials` of each question in a `sandbox`.
"""
