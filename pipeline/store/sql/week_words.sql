-- How many countable pieces use each word and pair of words, in a week and in the weeks before.
-- Params: $as_of TIMESTAMPTZ; $week, $first DATE, Mondays: the week, and the first of its baseline.
-- Grain: one row per word that at least five pieces of three outlets use.
SELECT term, k::INTEGER AS k, n::INTEGER AS n, base_k::INTEGER AS base_k, base_n::INTEGER AS base_n,
    outlets::INTEGER AS outlets
FROM words_as_of($as_of, $week, $first)
ORDER BY term
