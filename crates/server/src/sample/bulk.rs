//! Many cases for measuring (`--cases N`): the first company gets as many as asked for, spread over
//! states, categories, services, people and two years, most of them long closed.
//!
//! They go in by the same two statements as every other case, but each with its final state at once
//! instead of step by step, which would write every row and all its indexes a dozen times.

use madoguchi_contract::{
    cases::{CaseState, Side},
    rich_text::Document,
};
use sqlx::Row;

use crate::{
    cases::{
        opening::{self, NewRow},
        stream::{self, By, Said},
    },
    problem::Problem,
    store::Tx,
};

const MINUTE: i64 = 60_000;
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

/// What cases refer to, looked up once.
struct World {
    /// What is contracted.
    contracts: Vec<Contract>,
    /// Internal id of each category by its key.
    categories: Vec<(String, i64)>,
    /// People who are linked to everything.
    people: Vec<(i64, String)>,
    /// The texts as they are stored: JSON and plain, in the order of [`SUBJECTS`] and [`TURNS`].
    subjects: Vec<(String, String)>,
    turns: Vec<[(String, String); 2]>,
    /// How many cases the company has already.
    cases: i64,
}

/// A customer number.
struct Contract {
    id: i64,
    number: String,
    /// Internal ids.
    services: Vec<i64>,
}

impl Contract {
    /// Whether a case of that category may be open here: the sample world's customer numbers keep
    /// what the specification says of them, however many cases there are.
    fn may_have_open(&self, category: &str) -> bool {
        match self.number.as_str() {
            "A100000001" => category == "alert",
            "A100000002" => !matches!(category, "service" | "product" | "other"),
            _ => false,
        }
    }
}

impl World {
    async fn read(tx: &mut Tx) -> Result<Self, Problem> {
        let company: i64 =
            sqlx::query_scalar("SELECT min(id) FROM companies").fetch_one(&mut **tx).await?;
        let mut contracts: Vec<Contract> = Vec::new();
        let rows = sqlx::query(
            "SELECT cn.id, ct.service_id, cn.number FROM customer_numbers cn \
             JOIN contracts ct ON ct.customer_number_id = cn.id \
             WHERE cn.company_id = ? ORDER BY cn.number, ct.position",
        )
        .bind(company)
        .fetch_all(&mut **tx)
        .await?;
        for row in rows {
            let (id, service) = (row.try_get(0)?, row.try_get(1)?);
            match contracts.last_mut().filter(|last| last.id == id) {
                Some(contract) => contract.services.push(service),
                None => {
                    let number = row.try_get(2)?;
                    contracts.push(Contract { id, number, services: vec![service] });
                }
            }
        }
        let categories =
            sqlx::query_as("SELECT key, id FROM categories").fetch_all(&mut **tx).await?;
        let people = sqlx::query_as(
            "SELECT id, trim(family_name || ' ' || given_name) FROM users \
             WHERE company_id = ? AND all_customer_numbers = 1 AND password_hash IS NOT NULL \
             ORDER BY id",
        )
        .bind(company)
        .fetch_all(&mut **tx)
        .await?;
        let cases = sqlx::query_scalar(
            "SELECT count(*) FROM cases c JOIN customer_numbers cn ON cn.id = c.customer_number_id \
             WHERE cn.company_id = ?",
        )
        .bind(company)
        .fetch_one(&mut **tx)
        .await?;
        let mut subjects = Vec::new();
        for (_, _, _, body) in SUBJECTS {
            subjects.push(texts(body)?);
        }
        let mut turns = Vec::new();
        for (desk, customer) in TURNS {
            turns.push([texts(desk)?, texts(customer)?]);
        }
        Ok(Self { contracts, categories, people, subjects, turns, cases })
    }

    fn category(&self, key: &str) -> Result<i64, Problem> {
        let found = self.categories.iter().find(|(known, _)| known == key);
        found.map(|(_, id)| *id).ok_or_else(Problem::internal)
    }
}

fn texts(body: &str) -> Result<(String, String), Problem> {
    let document = Document::from_plain_text(body);
    Ok((stream::to_json(&document)?, document.plain_text()))
}

/// A case whose course is drawn.
struct Drawn {
    subject: usize,
    /// Distinguishes subjects that are otherwise the same.
    device: u64,
    contract: (i64, Option<i64>),
    person: usize,
    opened: i64,
    /// Minutes between two entries.
    pace: i64,
    turns: usize,
    state: CaseState,
}

impl Drawn {
    fn new(world: &World, random: &mut Random, place: i64, opened: i64, now: i64) -> Self {
        let contract = &world.contracts[random.below(world.contracts.len())];
        let service = contract.services[random.below(contract.services.len())];
        let subject = random.below(SUBJECTS.len());
        let may_be_open = contract.may_have_open(SUBJECTS[subject].0);
        // Some cases concern no service in particular.
        let service = (random.below(10) > 0).then_some(service);
        let recent = may_be_open && now - opened < 45 * DAY;
        let state = match (recent, random.below(10)) {
            (true, 0) => CaseState::New,
            (true, 1 | 2) => CaseState::InProgress,
            (true, 3) => CaseState::AwaitingCustomer,
            // Only what was resolved lately still waits to be closed.
            (true, 4) if now - opened < 10 * DAY => CaseState::Resolved,
            _ => CaseState::Closed,
        };
        Self {
            subject,
            device: place as u64 % 997,
            contract: (contract.id, service),
            person: random.below(world.people.len()),
            opened,
            pace: 5 + random.below(90) as i64,
            // Nobody has looked at a new case yet.
            turns: if state == CaseState::New { 0 } else { random.below(TURNS.len() + 1) },
            state,
        }
    }

    async fn insert(&self, tx: &mut Tx, world: &World) -> Result<(), Problem> {
        let (category, asked, subject, _) = SUBJECTS[self.subject];
        let (person, name) = &world.people[self.person];
        let customer =
            By { side: Side::Customer, user_id: Some(*person), name: Some(name.clone()) };
        let desk = By::desk(Some("窓口担当 小川".to_owned()));
        let first = if asked { &customer } else { &desk };

        let mut entries = vec![(first, said(&world.subjects[self.subject]))];
        for [from_desk, from_customer] in &world.turns[..self.turns] {
            entries.push((&desk, said(from_desk)));
            entries.push((&customer, said(from_customer)));
        }
        let moves = |by, from, to| (by, Said::State { from, to, reason: None });
        if self.state != CaseState::New {
            entries.insert(1, moves(&desk, CaseState::New, CaseState::InProgress));
        }
        match self.state {
            CaseState::AwaitingCustomer => {
                entries.push(moves(&desk, CaseState::InProgress, CaseState::AwaitingCustomer));
            }
            CaseState::Resolved | CaseState::Closed => {
                entries.push(moves(&desk, CaseState::InProgress, CaseState::Resolved));
            }
            _ => {}
        }
        if self.state == CaseState::Closed {
            entries.push(moves(&customer, CaseState::Resolved, CaseState::Closed));
        }

        let at = |place: usize| self.opened + place as i64 * self.pace * MINUTE;
        let updated_at = at(entries.len() - 1);
        let number = opening::next_number(tx).await?;
        let row = NewRow {
            number: &number,
            customer_number_id: self.contract.0,
            service_id: self.contract.1,
            category_id: world.category(category)?,
            subject: &format!("{subject}（{:03}）", self.device),
            contact: asked.then_some((*person, name.as_str())),
            state: self.state,
            created_at: self.opened,
            updated_at,
            resolved_at: (self.state == CaseState::Resolved).then_some(updated_at),
            activity_count: entries.len() as i64,
        };
        let case = opening::insert(tx, &row).await?;
        for (place, (by, said)) in entries.into_iter().enumerate() {
            stream::insert_entry(tx, (case.id, place as i64 + 1), at(place), by, said).await?;
        }
        Ok(())
    }
}

fn said((json, text): &(String, String)) -> Said<'_> {
    Said::Comment { json, text }
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
