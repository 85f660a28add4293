"""
The values that travel along the line, in the order of the line.

All are frozen and keyword-only; every datetime is aware and in UTC; every code is one of the codebook's.
`Feed -> Entry -> Page -> Article -> Assessment -> WeekCount -> WeekSummary -> Digest`, with `Failure` beside each.
"""
