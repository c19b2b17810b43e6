"""How much text is taken in at once."""

MAX_BYTES = 10 * 1024 * 1024  # of a file
MAX_CHARACTERS = 250_000  # code points of the stored text: more is a book, not an article
MAX_UNPACKED = 100 * 1024 * 1024  # bytes of an office file once unpacked
MAX_PARTS = 5_000  # files inside an office file
MAX_TAGS = 50_000  # of an HTML page; long live blogs have 20,000, and 50,000 line breaks take seconds
MAX_DEPTH = 400  # elements inside each other; real pages stay below 60
MAX_PAGES = 300  # of a PDF
