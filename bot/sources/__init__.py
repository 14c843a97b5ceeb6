"""Where somebody learns from: people to follow, hashtags, blogs, podcasts, feeds, courses, communities.

Rules: a link, handle or hashtag tells its kind and site by its form, and is never fetched for that ·
a source serves goals · shared by stay, as goals are: a fellow member sees it and may save a copy of
their own · communities elsewhere: a circle is asked once for each goal.
"""
