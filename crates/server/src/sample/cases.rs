//! The cases of the sample world, in the order they were opened.
//! Three of them have numbers that acceptance tests know; the others are numbered around them.

mod long;
mod mobile;
mod mobile_alerts;
mod network;
mod other_company;
mod routine;
mod workplace;
mod workplace_desk;

use super::story::Story;

/// The first of the three numbers that are fixed: `MD0001014` to `MD0001016`.
const FIXED: i64 = 1_014;

/// People of the desk.
const OGAWA: &str = "窓口担当 小川";
const MORI: &str = "窓口担当 森";
const WATCH: &str = "監視センター";
const REPORT: &str = "レポート担当";

/// Customer numbers.
const A1: &str = "A100000001";
const A2: &str = "A100000002";
const A3: &str = "A100000003";
const B1: &str = "B200000001";

/// Services.
const MOBILE: Option<&str> = Some("mobile-protection");
const BASE: Option<&str> = Some("base");
const IDENTITY: Option<&str> = Some("identity");
const CERTIFICATES: Option<&str> = Some("certificates");
const PC: Option<&str> = Some("pc-support");
const NETWORK: Option<&str> = Some("network-monitoring");

/// Every story, oldest first. `now` in milliseconds.
pub fn all(now: i64) -> Vec<Story> {
    let mut stories: Vec<Story> = [
        mobile::stories(),
        mobile_alerts::stories(),
        workplace::stories(),
        workplace_desk::stories(),
        network::stories(),
        routine::stories(),
        vec![long::story()],
        other_company::stories(),
    ]
    .concat();
    stories.sort_by_key(|story| story.start(now));
    let is_fixed = |story: &Story| story.number().is_some();
    let before = stories.iter().position(is_fixed).unwrap_or(0) as i64;
    let mut older = FIXED - before..FIXED;
    let mut newer = FIXED + 3..;
    for story in &mut stories {
        if story.number().is_none() {
            let number = older.next().or_else(|| newer.next()).unwrap_or(FIXED);
            story.set_number(format!("MD{number:07}"));
        }
    }
    stories
}
