"""Words as data: rules, the packs that hold them, and the loader."""
