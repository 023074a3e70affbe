-- Who you are: second factor, resets, what people change about themselves, and the history of it.
-- Times are milliseconds since 1970-01-01T00:00:00Z. Booleans are 0 or 1.

ALTER TABLE users ADD COLUMN kind TEXT;                          -- account kind; NULL where there are none
ALTER TABLE users ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN work_telephone TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN mobile_telephone TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN muted TEXT NOT NULL DEFAULT '[]';   -- events without mail, JSON array
ALTER TABLE users ADD COLUMN case_columns TEXT NOT NULL DEFAULT '[]';
ALTER TABLE users ADD COLUMN case_sort TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- counts changes, for the entity tags
-- Switched on by an administrator or the desk, so that the person cannot switch it off.
ALTER TABLE users ADD COLUMN second_factor_required INTEGER NOT NULL DEFAULT 0
    CHECK (second_factor_required IN (0, 1));
ALTER TABLE users ADD COLUMN second_factor_offered_at INTEGER;   -- the offer after a mailed code is made once
ALTER TABLE users ADD COLUMN reset_at INTEGER;                   -- last completed reset, not a first password
ALTER TABLE users ADD COLUMN last_sign_in_at INTEGER;            -- last complete one
ALTER TABLE users ADD COLUMN welcome_mail_at INTEGER;
UPDATE users SET second_factor_required = second_factor;

-- Where a session came from, and until when the password that was typed again still holds.
ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN browser TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN confirmed_until INTEGER;

-- Between password and session. A table of its own: nothing that opens the portal looks here.
CREATE TABLE sign_in_steps (
    id                INTEGER PRIMARY KEY,
    token_hash        BLOB    NOT NULL UNIQUE,
    user_id           INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    password_hash     TEXT    NOT NULL,          -- as it was checked; another one ends the step
    passkey_challenge TEXT,                      -- state of the passkey question, JSON
    created_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_steps_by_user ON sign_in_steps (user_id);
CREATE INDEX sign_in_steps_by_age ON sign_in_steps (created_at);

-- Mailed codes of the last hour. Only the newest of a user counts; the others are there to be counted.
CREATE TABLE mailed_codes (
    id         INTEGER PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    step_id    INTEGER REFERENCES sign_in_steps (id) ON DELETE SET NULL,
    code_hash  BLOB    NOT NULL,                 -- with the step's token hash mixed in
    sent_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX mailed_codes_by_user ON mailed_codes (user_id, sent_at);
CREATE INDEX mailed_codes_by_step ON mailed_codes (step_id);

-- Authenticator apps (RFC 6238: SHA-1, 6 digits, 30 s). Not paired yet while added_at is NULL.
CREATE TABLE authenticator_apps (
    id         INTEGER PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    secret     BLOB    NOT NULL,
    asked_at   INTEGER NOT NULL,
    added_at   INTEGER,
    used_at    INTEGER,
    last_step  INTEGER                           -- a time step is used once
) STRICT;
CREATE INDEX authenticator_apps_by_user ON authenticator_apps (user_id);

CREATE TABLE passkeys (
    id            INTEGER PRIMARY KEY,
    user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name          TEXT    NOT NULL,
    credential_id BLOB    NOT NULL UNIQUE,
    credential    TEXT    NOT NULL,              -- public key and counter, JSON
    added_at      INTEGER NOT NULL,
    used_at       INTEGER
) STRICT;
CREATE INDEX passkeys_by_user ON passkeys (user_id);

-- The question that a passkey being registered has to answer.
CREATE TABLE passkey_registrations (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    state      TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_codes (
    user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash BLOB    NOT NULL,
    PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE trusted_browsers (
    token_hash BLOB    PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX trusted_browsers_by_user ON trusted_browsers (user_id);

-- Browsers from which a user has signed in before, by a cookie that says nothing else.
CREATE TABLE known_browsers (
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash BLOB    NOT NULL,
    seen_at    INTEGER NOT NULL,
    PRIMARY KEY (token_hash, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_browsers_by_user ON known_browsers (user_id);
CREATE INDEX known_browsers_by_age ON known_browsers (seen_at);

-- Links that set a password.
CREATE TABLE password_resets (
    token_hash BLOB    PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    used       INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX password_resets_by_user ON password_resets (user_id, created_at);

-- Mismatches of typed user IDs and addresses, like sign_in_locks.
CREATE TABLE reset_locks (
    login_hash   BLOB    PRIMARY KEY,
    failures     INTEGER NOT NULL,
    locked_until INTEGER,
    attempted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A new mail address that waits for its confirmation; one a user.
CREATE TABLE mail_changes (
    user_id    INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    token_hash BLOB    NOT NULL UNIQUE,
    mail       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Sign-in history. Tries with user IDs that nobody has stand here without a user, because writing
-- them makes their answer take as long as the others'; they are forgotten after a day.
CREATE TABLE sign_in_events (
    id          INTEGER PRIMARY KEY,
    user_id     INTEGER REFERENCES users (id) ON DELETE CASCADE,
    company_id  INTEGER REFERENCES companies (id),   -- the user's
    at          INTEGER NOT NULL,
    event       TEXT    NOT NULL,
    result      TEXT    NOT NULL,
    browser     TEXT    NOT NULL,
    address     TEXT    NOT NULL,
    new_browser INTEGER NOT NULL DEFAULT 0 CHECK (new_browser IN (0, 1))
) STRICT;
-- Both hold what the history can be filtered by, so that counting never looks into the rows.
CREATE INDEX sign_in_events_by_user ON sign_in_events (user_id, at, id, event, result);
CREATE INDEX sign_in_events_by_company
    ON sign_in_events (company_id, at, id, event, result, user_id);
CREATE INDEX sign_in_events_by_age ON sign_in_events (at);
