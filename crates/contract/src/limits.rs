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
/// Longest family or given name.
pub const NAME: usize = 100;
/// Longest title of a person (役職).
pub const TITLE: usize = 100;
/// Longest telephone number.
pub const TELEPHONE: usize = 40;
/// Longest mail address (RFC 5321, section 4.5.3.1).
pub const MAIL: usize = 254;
/// Longest name of an authenticator app or a passkey.
pub const DEVICE_NAME: usize = 60;
/// Authenticator apps, and passkeys, that one person can have.
pub const DEVICES: usize = 10;
/// Digits of a code from an app or a mail.
pub const CODE_DIGITS: usize = 6;
/// Recovery codes that are made at a time.
pub const RECOVERY_CODES: usize = 10;
