"""Chapter 9: a signed token says who calls, and for how long."""
