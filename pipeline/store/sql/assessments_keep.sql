-- Keep the codes of texts that are about to be replaced.
-- Params: $articles VARCHAR[], ids; $now TIMESTAMPTZ.
-- Grain: one row per assessment.
INSERT INTO past_assessments BY NAME
SELECT article, method, version, dimension, code, $now AS until_at, chosen, probability, evidence, salience, unsure,
    signals, reason, known_at
FROM assessments WHERE article IN (SELECT unnest(CAST($articles AS VARCHAR[])))
