"""How good cleaning is: figures on labelled pages, planted lists, and what people judge."""
