"""What is stored about a person, in plain words; their own file; erasure.

Rules: the file holds a person's own data only · erasure is confirmed once and done at once, in one
transaction, from the highest slice down · what others wrote stays, unnamed · the last message goes out
after the person's rows are gone, and its own row goes as soon as it has ended · this slice stores
nothing; it asks the others, as they registered.
"""
