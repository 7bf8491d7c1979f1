"""Files of many texts: read in chunks, cleaned by any number of processes, written crash-safe."""
