"""What the OpenAPI document promises, put to the test by Schemathesis."""
