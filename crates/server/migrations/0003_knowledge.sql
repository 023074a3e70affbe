-- Knowledge: bases, articles, who may see them, who has read them, and the words they are found by.
-- Times are milliseconds since 1970-01-01T00:00:00Z. Booleans are 0 or 1.

CREATE TABLE bases (
    id             INTEGER PRIMARY KEY,
    key            TEXT    NOT NULL UNIQUE,   -- the desk's own stable name for it
    name_ja        TEXT    NOT NULL,
    name_en        TEXT    NOT NULL,
    description_ja TEXT    NOT NULL,
    description_en TEXT    NOT NULL,
    position       INTEGER NOT NULL,
    limited        INTEGER NOT NULL CHECK (limited IN (0, 1))   -- 1: only to base_services
) STRICT;

CREATE TABLE base_services (
    base_id    INTEGER NOT NULL REFERENCES bases (id) ON DELETE CASCADE,
    service_id INTEGER NOT NULL REFERENCES services (id),
    PRIMARY KEY (base_id, service_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX base_services_by_service ON base_services (service_id);

-- What lists show. The texts lie in article_texts, so that walking a list stays cheap.
CREATE TABLE articles (
    id           INTEGER PRIMARY KEY,
    key          TEXT    NOT NULL UNIQUE,
    number       TEXT    NOT NULL UNIQUE,
    base_id      INTEGER NOT NULL REFERENCES bases (id),
    title        TEXT    NOT NULL,
    language     TEXT    NOT NULL CHECK (language IN ('ja', 'en')),
    category     TEXT    NOT NULL,
    author       TEXT    NOT NULL,
    published_at INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    views        INTEGER NOT NULL DEFAULT 0,
    limited      INTEGER NOT NULL CHECK (limited IN (0, 1)),    -- 1: only to article_services
    fingerprint  BLOB    NOT NULL                               -- of what was delivered last
) STRICT;
CREATE INDEX articles_by_age ON articles (updated_at DESC, id DESC);
CREATE INDEX articles_by_base ON articles (base_id, updated_at DESC, id DESC);

CREATE TABLE article_texts (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    body       TEXT NOT NULL,   -- the tree of typed nodes, JSON
    plain      TEXT NOT NULL    -- what a reader sees of it, for snippets
) STRICT;

CREATE TABLE article_services (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    service_id INTEGER NOT NULL REFERENCES services (id),
    PRIMARY KEY (article_id, service_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_services_by_service ON article_services (service_id);

-- The day (since 1970, in the desk's time zone) on which each reader was counted last.
CREATE TABLE article_readers (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    day        INTEGER NOT NULL,
    PRIMARY KEY (article_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_readers_by_user ON article_readers (user_id);

-- Words as `knowledge::words` cuts them, separated by spaces; rowid is articles.id. The texts
-- themselves are not kept twice.
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, body, content = '', contentless_delete = 1, tokenize = 'ascii'
);
