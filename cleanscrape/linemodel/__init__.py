"""The learned line model: which lines of a page are its article, where no rule names the others."""
