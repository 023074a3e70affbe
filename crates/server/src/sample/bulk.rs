//! Many cases for measuring (`--cases N`): the first company gets as many as asked for, spread over
//! states, categories, services, people and two years, most of them long closed.
//!
//! They go in by the same two statements as every other case, but each with its final state at once
//! instead of step by step, which would write every row and all its indexes a dozen times.

mod drawn;
mod world;

use drawn::Drawn;
use world::World;

use crate::{problem::Problem, store::Tx};

const DAY: i64 = 86_400_000;

/// How far back the cases reach.
const DAYS: i64 = 730;

/// What cases are about: category, whether a customer asked, subject, description.
const SUBJECTS: [(&str, bool, &str, &str); 16] = [
    ("alert", false, "不審なアプリの検知", "配布元を確認できないアプリを検知し、隔離しました。"),
    ("alert", false, "長期未接続の端末", "14 日以上接続のない端末があります。"),
    ("monitoring_alert", false, "応答なしの検知", "監視対象の機器から応答がありません。"),
    ("monitoring_alert", false, "回線の遅延", "往復の遅延がしきい値を超えました。"),
    ("alarm", false, "CPU 使用率の超過", "CPU 使用率が 5 分続けて 90% を超えました。"),
    ("security_alert", false, "ログインの失敗の急増", "短い時間にログインの失敗が続いています。"),
    ("monthly_report", false, "月次レポート", "月次レポートをお送りします。"),
    ("fault", true, "接続できない", "今朝から社内システムに接続できません。"),
    ("fault", true, "画面が表示されない", "管理画面を開くと何も表示されません。"),
    ("fault", true, "同期が止まる", "ファイルの同期が途中で止まります。"),
    ("service", true, "契約台数の変更について", "契約台数を変更する手順を教えてください。"),
    ("product", true, "対応するバージョンについて", "対応するバージョンを教えてください。"),
    ("other", true, "説明会の依頼", "操作の説明会をお願いできますか。"),
    ("work_request", false, "PC の設定代行", "作業依頼を承りました。"),
    ("excess_use", false, "利用量の超過", "今月の利用量が契約を超えました。"),
    ("incident", false, "障害の発生", "一部のお客様で障害が発生しています。"),
];

/// What is written between question and solution, in turn: by the desk, by the customer.
const TURNS: [(&str, &str); 4] = [
    ("確認を始めました。分かり次第お知らせします。", "よろしくお願いいたします。"),
    ("状況のわかる画面をいただけますか。", "現地で確認し、改めてご連絡します。"),
    ("原因を特定しました。対処を進めます。", "承知しました。影響は限られています。"),
    ("対処が完了しました。ご確認ください。", "問題なく使えることを確認しました。"),
];

/// Fills up the first company to `cases` cases. `now` in milliseconds.
pub async fn fill(tx: &mut Tx, now: i64, cases: u32) -> Result<(), Problem> {
    let world = World::read(tx).await?;
    let missing = i64::from(cases) - world.cases;
    let mut random = Random(1);
    for place in 0..missing {
        // Oldest first, so that numbers grow with time.
        let opened = now - DAYS * DAY + place * ((DAYS - 1) * DAY / missing.max(1));
        let case = Drawn::new(&world, &mut random, place, opened, now);
        case.insert(tx, &world).await?;
    }
    Ok(())
}

/// Numbers that look drawn but are the same every time (SplitMix64).
struct Random(u64);

impl Random {
    /// One of the numbers below `bound`; 0 when there are none.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        if bound == 0 { 0 } else { (mixed % bound as u64) as usize }
    }
}
