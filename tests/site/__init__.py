"""The Markdown extension, and the site that it builds."""
