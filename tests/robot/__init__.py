"""The robot reader, tested on small pages, and on copies of ours with one mistake."""
