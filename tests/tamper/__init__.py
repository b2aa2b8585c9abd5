"""Put one mistake at a time into a copy of the site: does the robot notice?"""
