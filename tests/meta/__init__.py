"""The course about itself: its manifest, its copies, its tool."""
