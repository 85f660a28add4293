-- Early looks between two issues: each day that was looked at, and what it found.

CREATE TABLE looks (
    day DATE PRIMARY KEY, n INTEGER NOT NULL, base_n INTEGER NOT NULL, outlets INTEGER NOT NULL, tests INTEGER NOT NULL,
    fdr DOUBLE NOT NULL, baseline_weeks INTEGER NOT NULL, why VARCHAR NOT NULL, pack_version VARCHAR NOT NULL,
    known_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE looks IS 'One row per day with an early look between two issues: seven days against the weeks before them.';
COMMENT ON COLUMN looks.day IS 'The day that begins when the seven days end, UTC: they are the seven before it.';
COMMENT ON COLUMN looks.n IS 'Pieces counted in the seven days.';
COMMENT ON COLUMN looks.base_n IS 'Pieces counted in the weeks before.';
COMMENT ON COLUMN looks.outlets IS 'Outlets with a piece in the seven days.';
COMMENT ON COLUMN looks.tests IS 'Figures that were tested: the family of the false discovery rate.';
COMMENT ON COLUMN looks.fdr IS 'False discovery rate below which a change was called: that of an issue, shared among the looks of a week.';
COMMENT ON COLUMN looks.baseline_weeks IS 'Weeks that the seven days were compared with.';
COMMENT ON COLUMN looks.why IS 'Why nothing was tested; empty = it was, and the day is not looked at again.';
COMMENT ON COLUMN looks.pack_version IS 'Version of the pack and the model.';
COMMENT ON COLUMN looks.known_at IS 'When it was looked.';

CREATE TABLE alerts (
    day DATE, dimension VARCHAR, code VARCHAR, label VARCHAR NOT NULL, verdict VARCHAR NOT NULL,
    k INTEGER NOT NULL, minus_k INTEGER NOT NULL, n INTEGER NOT NULL, share DOUBLE, low DOUBLE, high DOUBLE,
    base_k INTEGER NOT NULL, base_minus_k INTEGER NOT NULL, base_n INTEGER NOT NULL, base_share DOUBLE,
    change DOUBLE, change_low DOUBLE, change_high DOUBLE, p DOUBLE, q DOUBLE, deff DOUBLE NOT NULL, detectable DOUBLE,
    largest VARCHAR NOT NULL, lone VARCHAR NOT NULL, sql VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (day, dimension, code)
);
COMMENT ON TABLE alerts IS 'One row per clear change that an early look found and no issue had reported. Early: the Monday issue decides.';
COMMENT ON COLUMN alerts.day IS 'Day of the look, as in looks: the seven days end where it begins.';
COMMENT ON COLUMN alerts.dimension IS 'Dimension of the codebook.';
COMMENT ON COLUMN alerts.code IS 'Code of the codebook.';
COMMENT ON COLUMN alerts.label IS 'Name of the measure as printed.';
COMMENT ON COLUMN alerts.verdict IS 'clear rise or clear fall.';
COMMENT ON COLUMN alerts.k IS 'Pieces with the code in the seven days.';
COMMENT ON COLUMN alerts.minus_k IS 'Pieces on the other side of a balance; 0 for a share.';
COMMENT ON COLUMN alerts.n IS 'Pieces counted: heads of clusters, core commentary, full text.';
COMMENT ON COLUMN alerts.share IS '(k - minus_k) / n: a share 0..1, a balance -1..1.';
COMMENT ON COLUMN alerts.low IS 'Lower end of the 95 % interval.';
COMMENT ON COLUMN alerts.high IS 'Upper end of the 95 % interval.';
COMMENT ON COLUMN alerts.base_k IS 'Pieces with the code in the weeks before.';
COMMENT ON COLUMN alerts.base_minus_k IS 'The same of the other side.';
COMMENT ON COLUMN alerts.base_n IS 'Pieces counted in the weeks before.';
COMMENT ON COLUMN alerts.base_share IS 'Share or balance of the weeks before; NULL where n forbids it.';
COMMENT ON COLUMN alerts.change IS 'share less base_share, as measured.';
COMMENT ON COLUMN alerts.change_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN alerts.change_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN alerts.p IS 'Probability of so large a change if there were none.';
COMMENT ON COLUMN alerts.q IS 'False discovery rate at which it counts, over all tests of the look; below looks.fdr.';
COMMENT ON COLUMN alerts.deff IS 'Design effect: how much clustering by outlet widens the variance, 1 = not.';
COMMENT ON COLUMN alerts.detectable IS 'Smallest change seen with 80 % power at this n.';
COMMENT ON COLUMN alerts.largest IS 'What makes most of the change: within outlets, their mix, entry or exit of outlets.';
COMMENT ON COLUMN alerts.lone IS 'Key of the outlet without which nothing is clear; empty = no single one.';
COMMENT ON COLUMN alerts.sql IS 'Query that gives its counts as they were known then.';
COMMENT ON COLUMN alerts.known_at IS 'When it was found; the pause of its measure and direction counts from here.';

COMMENT ON COLUMN mails.week IS 'Monday of the issue; of an alert, Monday of the week in which it was found.';
COMMENT ON COLUMN mails.vintage IS 'Vintage of the issue that was mailed; of an alert, the day of its week, 1 = Monday.';
COMMENT ON COLUMN mails.kind IS 'issue: to a reader. alert: to a reader, between issues. notice: to the operator, that the issue was not mailed.';
