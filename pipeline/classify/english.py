"""What the coder knows of English itself, whatever the subject: an article in another language is not coded."""

from __future__ import annotations

CODE = "en"  # ISO 639-1

# Words that are common in English and rare in its neighbours; about a third of the words of English prose.
FREQUENT = (
    *("the", "of", "and", "to", "in", "that", "is", "was", "for", "it", "with", "as", "his", "by", "be", "this"),
    *("have", "from", "are", "which", "has", "had", "were", "their", "they", "but", "not", "would", "been", "will"),
    *("who", "about", "more", "when", "what", "there", "its", "he", "at", "an", "or", "we", "you"),
)

# A sentence with one of these says what ought to be done.
RECOMMENDING = (
    *("should", "must", "ought", "need to", "needs to", "have to", "has to", "let us", "had better"),
    *("it is time", "it's time", "call for", "calls for", "called for", "calling for", "urge*", "recommend*"),
    *("would be wise", "would be a mistake", "better to", "instead of", "rather than", "the only way", "the best way"),
    *("cannot afford", "can't afford", "propose*", "imperative", "crucial", "essential", "priority", "important that"),
)

# A sentence with one of these hands the floor to somebody else.
REPORTING = (
    *("said", "says", "told", "tweeted", "wrote", "according to", "claimed", "claims", "argued", "argues", "added"),
    *("warned", "accused", "asked", "insisted", "reported"),
)
