//! Companies, what they contract, and the people who sign in.
//! User IDs, passwords and links are those that acceptance tests use (specification, sample data).

use madoguchi_contract::{
    Label,
    desk::{Company, CustomerNumber, Product, Service, User},
};

use crate::{
    app::AppState,
    desk::{
        companies::upsert_company,
        customer_numbers::upsert_customer_number,
        services::{upsert_product, upsert_service},
        users::{set_password_hash, upsert_user},
    },
    problem::Problem,
    second_factor::pair_secret,
    store::Tx,
};

/// Administrator of the first company.
pub const ADMIN: &str = "admin@sample.example.mg";
/// Linked to `A100000001` only.
pub const USER: &str = "user@sample.example.mg";
/// Signs in with an authenticator app.
pub const TOTP: &str = "totp@sample.example.mg";
/// Signs in with a mailed code.
pub const MAIL: &str = "mail@sample.example.mg";
/// Has not set a password yet.
pub const NEW: &str = "new@sample.example.mg";
/// Was invited, and has not set a password yet.
const INVITED: &str = "williams@sample.example.mg";
/// Was invited too, and is linked to `A100000002` only.
const LIMITED: &str = "nakajima@sample.example.mg";
/// Has left the company: sign-in is switched off.
pub const LEFT: &str = "ito@sample.example.mg";
/// Administrator of the other company.
pub const OTHER: &str = "admin@other.example.mg";

/// The password of everybody who has one.
const PASSWORD: &str = "Madoguchi-2026!";

/// The secret of [`TOTP`]'s app (Base32), and the days since it was paired.
const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const PAIRED_DAYS: i64 = 60;

/// Titles and telephone numbers.
const CARDS: [(&str, &str, &str); 5] = [
    (ADMIN, "情報システム部 部長", "03-0000-0123"),
    (USER, "営業部 主任", "03-0000-0145"),
    (TOTP, "情報システム部", "03-0000-0124"),
    (MAIL, "総務部", "06-0000-0210"),
    (OTHER, "代表取締役", "052-000-0001"),
];

const PRODUCTS: [(&str, &str, &str); 5] = [
    ("mobile", "モバイルセキュリティ", "Mobile security"),
    ("workplace", "ワークプレイス", "Workplace"),
    ("identity", "認証基盤", "Identity"),
    ("network", "ネットワーク", "Network"),
    ("backup", "バックアップ", "Backup"),
];

/// Id, Japanese and English name, product. Nobody in the sample contracts the last one.
const SERVICES: [(&str, &str, &str, &str); 7] = [
    ("mobile-protection", "モバイル端末保護", "Mobile device protection", "mobile"),
    ("base", "基本サービス", "Base service", "workplace"),
    ("identity", "ID管理", "Identity management", "identity"),
    ("certificates", "デバイス証明書", "Device certificates", "identity"),
    ("pc-support", "PCサポート", "PC support", "workplace"),
    ("network-monitoring", "ネットワーク監視", "Network monitoring", "network"),
    ("cloud-backup", "クラウドバックアップ", "Cloud backup", "backup"),
];

const SAMPLE: &str = "sample";
const OTHER_COMPANY: &str = "other";

const CONTRACTS: [(&str, &str, &[&str]); 4] = [
    ("A100000001", SAMPLE, &["mobile-protection"]),
    ("A100000002", SAMPLE, &["base", "identity", "certificates", "pc-support"]),
    ("A100000003", SAMPLE, &["network-monitoring"]),
    ("B200000001", OTHER_COMPANY, &["identity"]),
];

/// One password hash per person who has one, with the user ID. Made before the database is locked,
/// because hashing is slow on purpose.
pub async fn hash_passwords(state: &AppState) -> Result<Vec<(&'static str, String)>, Problem> {
    let mut hashes = Vec::new();
    for user_id in [ADMIN, USER, TOTP, MAIL, OTHER] {
        hashes.push((user_id, state.passwords.hash(PASSWORD.to_owned()).await?));
    }
    Ok(hashes)
}

/// Puts everybody in. `now` in milliseconds.
pub async fn fill(tx: &mut Tx, now: i64, hashes: &[(&'static str, String)]) -> Result<(), Problem> {
    for (key, name) in [(SAMPLE, "株式会社サンプル商事"), (OTHER_COMPANY, "有限会社アザー製作所")]
    {
        upsert_company(tx, key, &Company { name: name.to_owned() }, now).await?;
    }
    for (key, ja, en) in PRODUCTS {
        upsert_product(tx, key, &Product { name: label(ja, en) }).await?;
    }
    for (key, ja, en, product) in SERVICES {
        let service = Service { name: label(ja, en), product: product.to_owned() };
        upsert_service(tx, key, &service).await?;
    }
    for (number, company, services) in CONTRACTS {
        let services = services.iter().map(|service| (*service).to_owned()).collect();
        let contract = CustomerNumber { company: company.to_owned(), services };
        upsert_customer_number(tx, number, &contract, now).await?;
    }
    for (user_id, user) in people() {
        upsert_user(tx, user_id, &user, now).await?;
    }
    for (user_id, hash) in hashes {
        set_password_hash(tx, user_id, hash).await?;
    }
    for (user_id, title, telephone) in CARDS {
        sqlx::query("UPDATE users SET title = ?, work_telephone = ? WHERE login = ?")
            .bind(title)
            .bind(telephone)
            .bind(user_id)
            .execute(&mut **tx)
            .await?;
    }
    let paired = now - PAIRED_DAYS * 86_400_000;
    let totp = user_id_of(tx, TOTP).await?;
    pair_secret(tx, totp, SECRET, "仕事用スマートフォン", paired).await?;
    Ok(())
}

/// The internal id of a person of the sample.
pub async fn user_id_of(tx: &mut Tx, login: &str) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT id FROM users WHERE login = ?")
        .bind(login)
        .fetch_one(&mut **tx)
        .await
}

fn people() -> [(&'static str, User); 9] {
    let numbers = |numbers: &[&str]| numbers.iter().map(|number| (*number).to_owned()).collect();
    [
        (
            ADMIN,
            User {
                administrator: true,
                customer_administrator_of: numbers(&["A100000001", "A100000002", "A100000003"]),
                ..person(SAMPLE, ADMIN, "佐藤", "美咲")
            },
        ),
        (
            USER,
            User {
                customer_numbers: Some(numbers(&["A100000001"])),
                ..person(SAMPLE, USER, "高橋", "健一")
            },
        ),
        (TOTP, User { second_factor: true, ..person(SAMPLE, TOTP, "渡辺", "涼") }),
        (MAIL, User { second_factor: true, ..person(SAMPLE, MAIL, "中村", "彩") }),
        (NEW, person(SAMPLE, NEW, "小林", "翔太")),
        (INVITED, person(SAMPLE, INVITED, "ウィリアムズ", "サラ")),
        (
            LIMITED,
            User {
                customer_numbers: Some(numbers(&["A100000002"])),
                ..person(SAMPLE, LIMITED, "中島", "大輔")
            },
        ),
        (LEFT, User { disabled: true, ..person(SAMPLE, LEFT, "伊藤", "直樹") }),
        (
            OTHER,
            User {
                administrator: true,
                customer_administrator_of: numbers(&["B200000001"]),
                ..person(OTHER_COMPANY, OTHER, "鈴木", "一郎")
            },
        ),
    ]
}

/// A general user who is linked to everything; the mail address is the user ID without its suffix.
fn person(company: &str, user_id: &str, family_name: &str, given_name: &str) -> User {
    User {
        company: company.to_owned(),
        family_name: family_name.to_owned(),
        given_name: given_name.to_owned(),
        mail: user_id.strip_suffix(".mg").unwrap_or(user_id).to_owned(),
        administrator: false,
        second_factor: false,
        kind: None,
        customer_numbers: None,
        customer_administrator_of: Vec::new(),
        language: madoguchi_contract::Language::Ja,
        disabled: false,
    }
}

fn label(ja: &str, en: &str) -> Label {
    Label { ja: ja.to_owned(), en: en.to_owned() }
}
