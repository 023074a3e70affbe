-- The floor for everything: who the customers are, what they contract, who signs in, how the
-- desk's systems are let in, and what the desk announces.
-- Times are milliseconds since 1970-01-01T00:00:00Z. Booleans are 0 or 1.

CREATE TABLE companies (
    id          INTEGER PRIMARY KEY,
    key         TEXT    NOT NULL UNIQUE,   -- the desk's own stable name for it
    name        TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE products (
    id          INTEGER PRIMARY KEY,
    key         TEXT    NOT NULL UNIQUE,
    name_ja     TEXT    NOT NULL,
    name_en     TEXT    NOT NULL
) STRICT;

CREATE TABLE services (
    id          INTEGER PRIMARY KEY,
    key         TEXT    NOT NULL UNIQUE,
    product_id  INTEGER NOT NULL REFERENCES products (id),
    name_ja     TEXT    NOT NULL,
    name_en     TEXT    NOT NULL
) STRICT;
CREATE INDEX services_by_product ON services (product_id);

-- One contract of a company, known to everybody by its number.
CREATE TABLE customer_numbers (
    id          INTEGER PRIMARY KEY,
    number      TEXT    NOT NULL UNIQUE,
    company_id  INTEGER NOT NULL REFERENCES companies (id),
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_numbers_by_company ON customer_numbers (company_id, number);

-- Which services a customer number contracts, in the order of the contract.
CREATE TABLE contracts (
    customer_number_id INTEGER NOT NULL REFERENCES customer_numbers (id) ON DELETE CASCADE,
    service_id         INTEGER NOT NULL REFERENCES services (id),
    position           INTEGER NOT NULL,
    PRIMARY KEY (customer_number_id, service_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contracts_by_service ON contracts (service_id, customer_number_id);

CREATE TABLE users (
    id                  INTEGER PRIMARY KEY,
    login               TEXT    NOT NULL,          -- the user ID as it is shown
    login_key           TEXT    NOT NULL UNIQUE,   -- the user ID as it is compared
    company_id          INTEGER NOT NULL REFERENCES companies (id),
    family_name         TEXT    NOT NULL,
    given_name          TEXT    NOT NULL,
    mail                TEXT    NOT NULL,
    administrator       INTEGER NOT NULL DEFAULT 0 CHECK (administrator IN (0, 1)),
    all_customer_numbers INTEGER NOT NULL DEFAULT 1 CHECK (all_customer_numbers IN (0, 1)),
    second_factor       INTEGER NOT NULL DEFAULT 0 CHECK (second_factor IN (0, 1)),
    enabled             INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    password_hash       TEXT,                      -- Argon2id; NULL until the first password is set
    language            TEXT    NOT NULL DEFAULT 'ja' CHECK (language IN ('ja', 'en')),
    theme               TEXT    NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
    time_zone           TEXT    NOT NULL DEFAULT 'Asia/Tokyo',
    large_text          INTEGER NOT NULL DEFAULT 0 CHECK (large_text IN (0, 1)),
    reduced_motion      INTEGER NOT NULL DEFAULT 0 CHECK (reduced_motion IN (0, 1)),
    high_contrast       INTEGER NOT NULL DEFAULT 0 CHECK (high_contrast IN (0, 1)),
    preferences_version INTEGER NOT NULL DEFAULT 1,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL
) STRICT;
CREATE INDEX users_by_company ON users (company_id, login_key);

-- Links of users that do not see all customer numbers of their company.
CREATE TABLE user_customer_numbers (
    user_id            INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    customer_number_id INTEGER NOT NULL REFERENCES customer_numbers (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, customer_number_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_customer_numbers_by_number ON user_customer_numbers (customer_number_id, user_id);

-- お客様管理者, per customer number.
CREATE TABLE customer_administrators (
    customer_number_id INTEGER NOT NULL REFERENCES customer_numbers (id) ON DELETE CASCADE,
    user_id            INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (customer_number_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_administrators_by_user ON customer_administrators (user_id);

-- The cookie holds 256 random bits; here lies only their SHA-256.
CREATE TABLE sessions (
    id           INTEGER PRIMARY KEY,
    token_hash   BLOB    NOT NULL UNIQUE,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_age ON sessions (created_at);

-- One counter of failures in a row per typed user ID, existing or not. The ID is kept as a
-- SHA-256, because people type passwords into the wrong field.
CREATE TABLE sign_in_locks (
    login_hash   BLOB    PRIMARY KEY,
    failures     INTEGER NOT NULL,
    locked_until INTEGER,                          -- NULL while it is not locked
    attempted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Bearer tokens of the desk's systems, hashed like sessions.
CREATE TABLE desk_tokens (
    id           INTEGER PRIMARY KEY,
    name         TEXT    NOT NULL,
    token_hash   BLOB    NOT NULL UNIQUE,
    scopes       TEXT    NOT NULL,                 -- comma-separated
    created_at   INTEGER NOT NULL,
    revoked_at   INTEGER
) STRICT;

-- First answers of creating requests, so that a retry gets them again.
CREATE TABLE idempotency_keys (
    owner        TEXT    NOT NULL,                 -- 'user:1' or 'token:1'
    route        TEXT    NOT NULL,                 -- 'POST /api/v1/…'
    key          TEXT    NOT NULL,
    body_hash    BLOB    NOT NULL,
    status       INTEGER NOT NULL,
    location     TEXT,
    etag         TEXT,
    answer       BLOB    NOT NULL,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (owner, route, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Next numbers of things that have one: 'case' (MD…), 'article' (KA…, announcements included).
CREATE TABLE sequences (
    name         TEXT    PRIMARY KEY,
    next         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE announcements (
    id           INTEGER PRIMARY KEY,
    key          TEXT    NOT NULL UNIQUE,          -- the desk's own stable name for it
    number       TEXT    NOT NULL UNIQUE,          -- 'KA…'
    kind         TEXT    NOT NULL CHECK (kind IN ('maintenance', 'incident', 'notice')),
    for_everyone INTEGER NOT NULL CHECK (for_everyone IN (0, 1)),
    author       TEXT    NOT NULL,
    banner       INTEGER NOT NULL CHECK (banner IN (0, 1)),
    solved       INTEGER NOT NULL CHECK (solved IN (0, 1)),
    starts_at    INTEGER,
    ends_at      INTEGER,
    published_at INTEGER NOT NULL,
    fingerprint  BLOB    NOT NULL                  -- of what the desk sent last
) STRICT;
CREATE INDEX announcements_by_age ON announcements (published_at DESC, id DESC);

-- Title and text, in one language or in both.
CREATE TABLE announcement_texts (
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    language        TEXT    NOT NULL CHECK (language IN ('ja', 'en')),
    title           TEXT    NOT NULL,
    body            TEXT    NOT NULL,              -- tree of nodes as JSON
    PRIMARY KEY (announcement_id, language)
) STRICT, WITHOUT ROWID;

-- Whom it is aimed at, unless it is for everyone: who has one of these services …
CREATE TABLE announcement_services (
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    service_id      INTEGER NOT NULL REFERENCES services (id),
    position        INTEGER NOT NULL,
    PRIMARY KEY (announcement_id, service_id)
) STRICT, WITHOUT ROWID;

-- … or is linked to one of these customer numbers.
CREATE TABLE announcement_customer_numbers (
    announcement_id    INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    customer_number_id INTEGER NOT NULL REFERENCES customer_numbers (id),
    PRIMARY KEY (announcement_id, customer_number_id)
) STRICT, WITHOUT ROWID;

-- What its users notice, per service.
CREATE TABLE announcement_impacts (
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    service_id      INTEGER NOT NULL REFERENCES services (id),
    position        INTEGER NOT NULL,
    text_ja         TEXT    NOT NULL,
    text_en         TEXT    NOT NULL,
    PRIMARY KEY (announcement_id, service_id)
) STRICT, WITHOUT ROWID;

-- What each reader did with an announcement.
CREATE TABLE announcement_readers (
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    user_id         INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    read_at         INTEGER,
    dismissed_at    INTEGER,
    PRIMARY KEY (announcement_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX announcement_readers_by_user ON announcement_readers (user_id);
