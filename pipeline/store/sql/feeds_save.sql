-- Store the state of feeds after a poll.
-- Params: $rows JSON: the fields of model.Feed, and memory, all of them as JSON.
-- Grain: one row per feed polled.
UPDATE feeds SET
    state = given.state, status = given.status, failures = given.failures, moved_to = nullif(given.moved_to, ''),
    etag = nullif(given.etag, ''), last_modified = nullif(given.last_modified, ''),
    body_hash = nullif(given.body_hash, ''), checked_at = given.checked_at, due_at = given.due_at,
    held_until = given.held_until, memory = given.memory
FROM (SELECT unnest(from_json(input.rows, '[{"url": "VARCHAR", "state": "VARCHAR", "status": "VARCHAR", "failures": "DOUBLE", "moved_to": "VARCHAR", "etag": "VARCHAR", "last_modified": "VARCHAR", "body_hash": "VARCHAR", "checked_at": "TIMESTAMPTZ", "due_at": "TIMESTAMPTZ", "held_until": "TIMESTAMPTZ", "memory": "VARCHAR"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given
WHERE feeds.url = given.url
