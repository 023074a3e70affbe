-- Cases: what customers and the desk work on together, with everything said and sent.
-- Times are milliseconds since 1970-01-01T00:00:00Z. Booleans are 0 or 1.

-- Categories are data of the provider; the desk adds and renames them.
CREATE TABLE categories (
    id      INTEGER PRIMARY KEY,
    key     TEXT    NOT NULL UNIQUE,                                 -- the name in the API
    name_ja TEXT    NOT NULL,
    name_en TEXT    NOT NULL,
    enquiry INTEGER NOT NULL CHECK (enquiry IN (0, 1)),              -- customers may choose it
    counts  INTEGER NOT NULL CHECK (counts IN (0, 1))                -- counts for the one-enquiry rule
) STRICT;

-- Those that rules of the specification name. An empty portal can work with them.
INSERT INTO categories (key, name_ja, name_en, enquiry, counts) VALUES
    ('service',      'サービスについて', 'About the service',      1, 1),
    ('product',      '製品仕様について', 'Product specifications', 1, 1),
    ('fault',        '故障について',     'Fault',                  1, 0),
    ('other',        'その他',           'Other',                  1, 1),
    ('alert',        'アラート',         'Alert',                  0, 0),
    ('work_request', '作業依頼',         'Work request',           0, 0);

CREATE TABLE cases (
    id                 INTEGER PRIMARY KEY,
    number             TEXT    NOT NULL UNIQUE,                      -- MD and seven digits
    customer_number_id INTEGER NOT NULL REFERENCES customer_numbers (id),
    service_id         INTEGER REFERENCES services (id),
    category_id        INTEGER NOT NULL REFERENCES categories (id),
    state              TEXT    NOT NULL
        CHECK (state IN ('new', 'in_progress', 'awaiting_customer', 'resolved', 'closed')),
    subject            TEXT    NOT NULL COLLATE NOCASE,
    contact_id         INTEGER REFERENCES users (id),
    contact_name       TEXT    COLLATE NOCASE,                       -- kept by a trigger, to sort by
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    resolved_at        INTEGER,                                      -- only while it is resolved
    version            INTEGER NOT NULL DEFAULT 1,                   -- counts changes, for the entity tag
    activity_count     INTEGER NOT NULL DEFAULT 0,
    attachment_count   INTEGER NOT NULL DEFAULT 0,
    CHECK ((state = 'resolved') = (resolved_at IS NOT NULL)),
    CHECK ((contact_id IS NULL) = (contact_name IS NULL))
) STRICT;

-- One index per column the list can be sorted by, each below the customer number, because that is
-- what a reader may see. Ties are newest first. They end in what the fixed views ask for, so that
-- a view never has to look into the rows it leaves out.
CREATE INDEX cases_by_number   ON cases (customer_number_id, number, state, category_id);
CREATE INDEX cases_by_updated  ON cases (customer_number_id, updated_at, id, state, category_id);
CREATE INDEX cases_by_state    ON cases (customer_number_id, state, updated_at, id, category_id);
CREATE INDEX cases_by_category ON cases (customer_number_id, category_id, updated_at, id, state);
CREATE INDEX cases_by_service
    ON cases (customer_number_id, service_id, updated_at, id, state, category_id);
CREATE INDEX cases_by_subject
    ON cases (customer_number_id, subject, updated_at DESC, id DESC, state, category_id);
CREATE INDEX cases_by_contact
    ON cases (customer_number_id, contact_name, updated_at DESC, id DESC, state, category_id);
CREATE INDEX cases_of_contact  ON cases (contact_id);
CREATE INDEX cases_to_close    ON cases (resolved_at) WHERE resolved_at IS NOT NULL;

-- How many cases there are of each kind, kept by triggers: counts and totals of the list are
-- exact and cost the same with a hundred cases and with a million.
CREATE TABLE case_counts (
    customer_number_id INTEGER NOT NULL REFERENCES customer_numbers (id) ON DELETE CASCADE,
    state              TEXT    NOT NULL,
    category_id        INTEGER NOT NULL REFERENCES categories (id),
    cases              INTEGER NOT NULL,
    PRIMARY KEY (customer_number_id, state, category_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER case_counted AFTER INSERT ON cases BEGIN
    INSERT INTO case_counts (customer_number_id, state, category_id, cases)
    VALUES (NEW.customer_number_id, NEW.state, NEW.category_id, 1)
    ON CONFLICT DO UPDATE SET cases = cases + 1;
END;

CREATE TRIGGER case_recounted AFTER UPDATE OF customer_number_id, state, category_id ON cases
WHEN (OLD.customer_number_id, OLD.state, OLD.category_id)
    <> (NEW.customer_number_id, NEW.state, NEW.category_id)
BEGIN
    UPDATE case_counts SET cases = cases - 1
    WHERE (customer_number_id, state, category_id)
        = (OLD.customer_number_id, OLD.state, OLD.category_id);
    INSERT INTO case_counts (customer_number_id, state, category_id, cases)
    VALUES (NEW.customer_number_id, NEW.state, NEW.category_id, 1)
    ON CONFLICT DO UPDATE SET cases = cases + 1;
END;

CREATE TRIGGER case_uncounted AFTER DELETE ON cases BEGIN
    UPDATE case_counts SET cases = cases - 1
    WHERE (customer_number_id, state, category_id)
        = (OLD.customer_number_id, OLD.state, OLD.category_id);
END;

-- A contact who is renamed is renamed on their cases too.
CREATE TRIGGER case_contact_renamed AFTER UPDATE OF family_name, given_name ON users
WHEN (OLD.family_name, OLD.given_name) <> (NEW.family_name, NEW.given_name)
BEGIN
    UPDATE cases SET contact_name = trim(NEW.family_name || ' ' || NEW.given_name)
    WHERE contact_id = NEW.id;
END;

-- The next number that the portal gives; numbers that came with a case are skipped.
CREATE TABLE case_number_sequence (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    next INTEGER NOT NULL
) STRICT;
INSERT INTO case_number_sequence (only, next) VALUES (1, 1);

-- One stream per case: what was said and how its state changed, in the order it happened.
CREATE TABLE case_activity (
    id         INTEGER PRIMARY KEY,
    case_id    INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,                                     -- from 1, without gaps
    at         INTEGER NOT NULL,
    side       TEXT    NOT NULL CHECK (side IN ('customer', 'desk', 'system')),
    author_id  INTEGER REFERENCES users (id),
    author     TEXT,                                                 -- as named at that time
    kind       TEXT    NOT NULL CHECK (kind IN ('comment', 'state')),
    body       TEXT,                                                 -- rich text of the contract, JSON
    body_text  TEXT,                                                 -- the same in plain text, to search in
    from_state TEXT,
    to_state   TEXT,
    reason     TEXT,
    UNIQUE (case_id, position),
    CHECK ((kind = 'comment') = (body IS NOT NULL AND body_text IS NOT NULL)),
    CHECK ((kind = 'state') = (to_state IS NOT NULL))
) STRICT;
CREATE INDEX case_activity_by_author ON case_activity (author_id);

-- The bytes lie in a file of a random name below the data folder's `attachments`.
CREATE TABLE case_attachments (
    id       INTEGER PRIMARY KEY,
    case_id  INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,                                       -- from 1, without gaps
    activity INTEGER NOT NULL,                                       -- position of its comment
    name     TEXT    NOT NULL,                                       -- as the sender named it
    size     INTEGER NOT NULL,                                       -- bytes
    sha256   BLOB    NOT NULL,
    file     TEXT    NOT NULL UNIQUE,
    author   TEXT,
    at       INTEGER NOT NULL,
    UNIQUE (case_id, position),
    FOREIGN KEY (case_id, activity) REFERENCES case_activity (case_id, position)
) STRICT;
CREATE INDEX case_attachments_of_comment ON case_attachments (case_id, activity);

CREATE TABLE case_watchers (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (case_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_watchers_by_user ON case_watchers (user_id);
