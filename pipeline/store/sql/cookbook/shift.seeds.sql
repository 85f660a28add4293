-- The topics of each reference text.
-- Params: $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per text.
SELECT title, topics, orientation FROM pieces_as_of($as_of) WHERE route = 'seed' ORDER BY title
