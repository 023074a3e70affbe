//! What surrounds every request, whatever it asks for: headers, request ids, refusal of
//! cross-site writes, time limits, and the net under our own mistakes.

pub mod addresses;
pub mod cross_site;
pub mod finishing;
pub mod headers;
pub mod panics;
pub mod request_id;
pub mod time_limit;
