-- Counts of an early look: weeks that end on any day, as known at a time. week is the first of the seven days.
-- Grain: one row per seven days, outlet, dimension and code that a piece bears; n counts all pieces of them.
CREATE OR REPLACE MACRO early_counts(t, first_day, end_day) AS TABLE
WITH dated AS (
    SELECT id AS article, (published_at AT TIME ZONE 'UTC')::DATE - CAST(first_day AS DATE) AS place
    FROM articles_as_of(t)
    WHERE published_at >= CAST(first_day AS TIMESTAMP) AT TIME ZONE 'UTC'
        AND published_at < CAST(end_day AS TIMESTAMP) AT TIME ZONE 'UTC'
),
answers AS (
    SELECT CAST(first_day AS DATE) + CAST(7 * (place // 7) AS INTEGER) AS week, outlet, dimension, code
    FROM answers_between(t, first_day, end_day) JOIN dated USING (article)
),
voices AS (SELECT week, outlet, count(*) AS n FROM answers WHERE dimension = 'orientation' GROUP BY ALL)
SELECT week, outlet, dimension, code, count(*) AS k, any_value(n) AS n
FROM answers JOIN voices USING (week, outlet)
GROUP BY ALL;

-- One series in the seven days before a day and in the weeks before them. Grain: one row; score is the number of pieces
-- with the code, of the balance engage less confront.
CREATE OR REPLACE MACRO early_in(in_dimension, of_code, on_day, t, baseline_weeks := 4) AS TABLE
WITH counts AS (
    SELECT week = CAST(on_day AS DATE) - 7 AS now, week, outlet, n,
        score_in(in_dimension, of_code, dimension, code, k) AS score
    FROM early_counts(t, CAST(on_day AS DATE) - 7 * (baseline_weeks + 1), CAST(on_day AS DATE))
),
cells AS (SELECT now, week, outlet, sum(score) AS score, any_value(n) AS n FROM counts GROUP BY ALL)
SELECT coalesce(sum(score) FILTER (now), 0)::INTEGER AS score, coalesce(sum(n) FILTER (now), 0)::INTEGER AS n,
    coalesce(sum(score) FILTER (NOT now), 0)::INTEGER AS base_score,
    coalesce(sum(n) FILTER (NOT now), 0)::INTEGER AS base_n
FROM cells;
