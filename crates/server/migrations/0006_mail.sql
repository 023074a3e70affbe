-- Outgoing mail. A row is written in the transaction of what it tells about, so that it is neither
-- lost nor sent for something that did not happen.
-- Times are milliseconds since 1970-01-01T00:00:00Z.

CREATE TABLE mails (
    id          INTEGER PRIMARY KEY,
    message_id  TEXT    NOT NULL UNIQUE,   -- random part of Message-ID; the same at every attempt
    event       TEXT    NOT NULL,          -- the template
    recipient   TEXT    NOT NULL,
    language    TEXT    NOT NULL CHECK (language IN ('ja', 'en')),
    time_zone   TEXT    NOT NULL,
    facts       TEXT    NOT NULL,          -- what the template says, JSON; emptied when it is over
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER,                   -- not worth sending any more after that; NULL = never
    attempts    INTEGER NOT NULL DEFAULT 0,
    next_at     INTEGER,                   -- next attempt; NULL when it is over
    sent_at     INTEGER,
    failure     TEXT                       -- why the last attempt failed; NULL when sent
) STRICT;
CREATE INDEX mails_due ON mails (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX mails_due_in_time ON mails (next_at)
    WHERE next_at IS NOT NULL AND expires_at IS NOT NULL;
CREATE INDEX mails_due_any_time ON mails (next_at) WHERE next_at IS NOT NULL AND expires_at IS NULL;
CREATE INDEX mails_over ON mails (created_at) WHERE next_at IS NULL;
-- How often somebody asked for another mail address is counted here.
CREATE INDEX mails_asking ON mails (recipient, created_at) WHERE event = 'mail_change_asked';

-- When the contact of a resolved case was told that it closes by itself, so that it is told once.
ALTER TABLE cases ADD COLUMN closing_told_at INTEGER;

-- When a maintenance or an incident was told by mail, so that it is told once. What was there before
-- there were mails is not.
ALTER TABLE announcements ADD COLUMN told_at INTEGER;
UPDATE announcements SET told_at = published_at;
