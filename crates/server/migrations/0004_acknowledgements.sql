-- Announcements that ask readers to acknowledge them, and when they did.
-- Times are milliseconds since 1970-01-01T00:00:00Z. Booleans are 0 or 1.

ALTER TABLE announcements
    ADD COLUMN acknowledge INTEGER NOT NULL DEFAULT 0 CHECK (acknowledge IN (0, 1));
ALTER TABLE announcement_readers ADD COLUMN acknowledged_at INTEGER;
