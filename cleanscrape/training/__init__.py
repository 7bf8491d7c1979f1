"""Train a line model from labelled pages; see `docs/line-model.md`."""
