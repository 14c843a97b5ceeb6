"""Reading feeds, pages and lists of feeds, in a child process with limits: what strangers wrote may be made to hurt.

Rules: the parsers get bytes, never a name or an address, and open nothing · a document type with parts
of its own is refused · memory and seconds are limited, and a child that dies costs one document · what
comes back is cut to sizes that fit a row.
"""
