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

# Verbs by which somebody says something (regular expressions): the sentence is theirs, unless the author is the one
# who says it. Those of the first list hand the sentence over wherever they stand, the others at its beginning or end.
SAYING = ("says", "said", "tells", "told", "tweeted", "writes", "wrote")
ATTRIBUTING = (
    *("say", "adds", "added", "asks", "asked", "dubbed"),
    *("argues?", "argued", "warns?", "warned", "accuses?", "accused", "insists?", "insisted", "urges?", "urged"),
    *("urging", "announces", "announced", "declares?", "declared", "denounces?", "denounced", "condemns?", "condemned"),
    *("complains?", "complained", "criticizes", "criticized", "criticised", "boasts", "boasted", "vows", "vowed"),
    *("pledged", "demanded", "surmised", "acknowledges?", "acknowledged", "admits?", "admitted", "concluded"),
    *("contends?", "contended", "maintains", "believes?", "thinks", "predicts", "predicted", "suggested", "stresses"),
    *("stressed", "emphasized", "emphasised", "replied", "floated", "proclaimed", "quipped", "asserts?", "asserted"),
    *("alleged", "claims? that", "claimed that", "called for", "calls? on", "called on", "expresse[sd] concern"),
    *("express concern", "according to", "in the words of", "(?:gave|gives?) (?:his|her|their) take", "discusses"),
    *("weighs in", "quoted as", "framed"),
)
# Words (regular expressions) by which the author takes such a sentence for the truth.
ENDORSING = (
    *("rightly", "correctly", "wisely", "aptly", "sensibly", "is right", "are right", "was right", "were right"),
    *("is correct", "was correct", "to (?:his|her|their) credit"),
)

# Parts of an address that name the section, and labels that open a headline; the keys are codes of dimension "genre".
SECTIONS = {
    "commentary": (
        *("opinion", "opinions", "commentary", "commentaries", "comment", "commentisfree", "columnist", "columnists"),
        *("column", "columns", "editorial", "editorials", "oped", "op-ed", "op-eds", "analysis", "analyses", "blog"),
        *(
            "insights",
            "perspectives",
            "perspective",
            "ideas",
            "essays",
            "essay",
            "viewpoint",
            "views",
            "voices",
            "expert",
        ),
        *("policy-brief", "policy-briefs", "explainer", "explainers", "briefs", "feature", "features", "think-tank"),
    ),
    "news": (
        *("news", "world", "politics", "international", "usa", "us", "us-news", "world-news", "europe", "wires", "ap"),
        *("breaking", "breaking-news", "local", "national", "homenews", "thetwo-way", "latest", "wire"),
    ),
    "primary": (
        *("documents", "remarks", "transcript", "transcripts", "speech", "speeches", "statements", "statement"),
        *(
            "press-releases",
            "press-release",
            "pressreleases",
            "briefing-room",
            "statements-releases",
            "press-briefings",
        ),
        *("speeches-remarks", "presidential-actions", "readouts", "fact-sheets", "secretary", "briefings"),
    ),
    "other": (
        *("letters", "live", "liveblog", "live-updates", "podcast", "podcasts", "audio", "video", "videos", "gallery"),
        *(
            "galleries",
            "pictures",
            "reviews",
            "review",
            "books",
            "obituaries",
            "events",
            "event",
            "quiz",
            "newsletters",
        ),
        *("sport", "sports", "crossword", "corrections"),
    ),
}
LABELS = {
    "commentary": (
        *("opinion", "analysis", "commentary", "editorial", "comment", "op-ed", "column", "explainer", "viewpoint"),
        *("perspective", "expert view", "interview"),
    ),
    "news": ("breaking", "exclusive", "news", "update"),
    "primary": ("transcript", "full text", "read", "statement", "remarks by", "remarks", "fact sheet", "press release"),
    "other": (
        "live",
        "live updates",
        "letters",
        "letter",
        "podcast",
        "video",
        "watch",
        "review",
        "in pictures",
        "quiz",
    ),
}
