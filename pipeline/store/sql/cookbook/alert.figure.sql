-- One series in the seven days before a day and in the weeks before them, as known at a time.
-- Params: $dimension, $code VARCHAR; $day DATE; $as_of TIMESTAMPTZ; $baseline INTEGER, weeks.
-- Grain: one row; score is the number of pieces with the code, of the balance engage less confront.
SELECT score, n, base_score, base_n FROM early_in($dimension, $code, $day, $as_of, baseline_weeks := $baseline)
