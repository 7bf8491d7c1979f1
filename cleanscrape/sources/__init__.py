"""Where texts come from: files, standard input, HTML. Each gives a `str` or an `InputError`."""
