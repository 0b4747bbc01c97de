-- Limits and colours of the table `scores`, as a careful person would write them for DuckDB.
-- {area} is `area,` where each area makes its own limits, and nothing where the nation does.

CREATE TEMP TABLE limits AS
WITH sums AS (
    SELECT academic_year, test, round, grade, {area} subject,
        count(score) AS n, sum(score) AS total, sum(score * score) AS squares
    FROM scores
    GROUP BY ALL
), spreads AS (
    SELECT *, CASE WHEN n > 1 THEN (n * squares - total * total) / (n * (n - 1)) END AS variance
    FROM sums
)
SELECT academic_year, test, round, grade, {area} subject, n,
    CASE WHEN n > 0 THEN (200 * total + n) // (2 * n) END::BIGINT AS mean,
    floor(100 * sqrt(variance) + 0.5)::BIGINT AS sd,
    floor(total / n - 2.58 * sqrt(variance / n) + 0.5)::BIGINT AS limit_
FROM spreads;

CREATE TEMP TABLE colours AS
WITH counts AS (
    SELECT academic_year, test, round, grade, area, school, subject, limit_,
        count(score) AS n, coalesce(sum(score), 0)::BIGINT AS total,
        coalesce(sum(score * score), 0)::BIGINT AS squares,
        count(*) FILTER (no_score = 'blank') AS blank,
        count(*) FILTER (no_score = 'absent') AS absent,
        count(*) FILTER (no_score = 'exempt') AS exempt,
        count(*) FILTER (score <= limit_) AS below
    FROM scores JOIN limits USING (academic_year, test, round, grade, {area} subject)
    GROUP BY ALL
), subjects AS (
    SELECT academic_year, test, round, grade, area, school, subject, n, total, squares,
        CASE WHEN n > 0 THEN (200 * total + n) // (2 * n) END AS mean,
        CASE WHEN limit_ IS NOT NULL THEN below END AS n_below,
        CASE WHEN limit_ IS NOT NULL AND n > 0 THEN (20000 * below + n) // (2 * n) END
            AS percent_below,
        blank, absent, exempt
    FROM counts
), overall AS (
    SELECT academic_year, test, round, grade, area, school, 'ALL' AS subject,
        coalesce(sum(n) FILTER (n_below IS NOT NULL), 0)::BIGINT AS n,
        NULL::BIGINT AS total, NULL::BIGINT AS squares,
        -- the small number lifts exact halves that floating point left just below
        floor(100 * avg(total / n) FILTER (n > 0) + 0.5 + 1e-8)::BIGINT AS mean,
        coalesce(sum(n_below), 0)::BIGINT AS n_below,
        sum(blank)::BIGINT AS blank, sum(absent)::BIGINT AS absent, sum(exempt)::BIGINT AS exempt
    FROM subjects
    GROUP BY ALL
), boards AS (
    SELECT * FROM subjects
    UNION ALL BY NAME
    SELECT *, CASE WHEN n > 0 THEN (20000 * n_below + n) // (2 * n) END AS percent_below
    FROM overall
)
SELECT *,
    CASE WHEN mean IS NOT NULL THEN rank() OVER (
        PARTITION BY academic_year, test, round, grade, area, subject
        ORDER BY mean DESC NULLS LAST
    ) END AS rank,
    CASE
        WHEN percent_below IS NULL THEN NULL
        WHEN percent_below < 3000 THEN 'blue'
        WHEN percent_below < 4300 THEN 'green'
        WHEN percent_below < 5600 THEN 'yellow'
        WHEN percent_below < 7000 THEN 'orange'
        ELSE 'red'
    END AS colour
FROM boards;
