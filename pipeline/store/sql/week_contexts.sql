-- A sentence with each of some terms, from the pieces of some weeks.
-- Params: $as_of TIMESTAMPTZ; $first, $end DATE, Mondays, half-open; $terms VARCHAR[], lower case.
-- Grain: one row per term that stands in a sentence of 40 to 300 characters; of several, that of the lowest article id.
WITH said AS (
    SELECT article, url, unnest(regexp_extract_all(text, '[^.!?\n]{10,290}[.!?]["”’]?')) AS sentence
    FROM texts_between($as_of, $first, $end)
)
SELECT term, first(trim(sentence) ORDER BY article, sentence) AS sentence, first(url ORDER BY article, sentence) AS url
FROM said JOIN (SELECT unnest($terms) AS term) AS asked
    ON contains(' ' || regexp_replace(lower(sentence), '[^\p{L}’''-]+', ' ', 'g') || ' ', ' ' || term || ' ')
WHERE length(trim(sentence)) BETWEEN 40 AND 300
GROUP BY term
ORDER BY term
