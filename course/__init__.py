"""The `course` tool: everything around the chapters, from the site to the servers."""
