//! Which knowledge a reader may see: general articles in general bases, and those limited to
//! services that the reader has. Everything else does not exist for them.

/// The condition on articles `a` and their bases `b`. Parameter 1 is
/// [`Scope::services_json`](crate::scope::Scope::services_json).
pub const ARTICLES: &str = "(a.limited = 0 OR EXISTS (SELECT 1 FROM article_services s \
     WHERE s.article_id = a.id AND s.service_id IN (SELECT value FROM json_each(?1)))) \
     AND (b.limited = 0 OR EXISTS (SELECT 1 FROM base_services s \
     WHERE s.base_id = b.id AND s.service_id IN (SELECT value FROM json_each(?1))))";

/// The condition on bases `b` alone, with the same parameter.
pub const BASES: &str = "(b.limited = 0 OR EXISTS (SELECT 1 FROM base_services s \
     WHERE s.base_id = b.id AND s.service_id IN (SELECT value FROM json_each(?1))))";
