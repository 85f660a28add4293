"""Which article is it, when did it appear, and is it a copy: urls, dates, copies."""
