-- Forget the sketches of texts that were replaced, so that their copies are looked for anew.
-- Params: $articles VARCHAR[], ids.
-- Grain: one row per article.
DELETE FROM sketches WHERE article IN (SELECT unnest(CAST($articles AS VARCHAR[])))
