"""Chapter 3: what the database stores is not what the API accepts."""
