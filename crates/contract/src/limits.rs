//! Figures both sides check before anything is sent or stored.
//! Lengths are in characters (Unicode scalar values) unless said otherwise.

/// Longest user ID (specification, sign-in).
pub const USER_ID: usize = 40;
/// Longest password that is looked at; longer ones fail like a wrong one.
pub const PASSWORD: usize = 128;
/// Longest comment or enquiry body (specification, new enquiry).
pub const BODY: usize = 20_000;
/// Longest subject of a case.
pub const SUBJECT: usize = 160;
/// Longest reason given when a solution is rejected.
pub const REASON: usize = 2_000;
/// Longest text in a search box.
pub const QUERY: usize = 200;
/// Page sizes a list can be asked for; the first is the default.
pub const PAGE_SIZES: [u32; 3] = [20, 50, 100];
/// Fewest Latin letters in a knowledge query without Japanese (specification, knowledge).
pub const QUERY_LATIN: usize = 3;
/// Fewest Japanese characters in a knowledge query.
pub const QUERY_JAPANESE: usize = 2;
