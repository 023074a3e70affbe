//! A small world for tests: two companies with customer numbers, services and users, made
//! through the desk's own functions.

use std::sync::OnceLock;

use madoguchi_contract::{
    Label, Language,
    desk::{Company, CustomerNumber, Product, Service, User},
};

use super::{PASSWORD, TestApp};
use crate::{
    desk::{companies, customer_numbers, services, users},
    session::passwords,
};

/// Administrator of the company `sample`, linked to all customer numbers.
pub const ADMIN: &str = "admin@sample.example.mg";
/// General user of the company `sample`, linked to `A100000001` only.
pub const USER: &str = "user@sample.example.mg";
/// General user of the company `sample` with a second factor.
pub const SECOND_FACTOR: &str = "totp@sample.example.mg";
/// User of the company `sample` whose sign-in is switched off.
pub const DISABLED: &str = "disabled@sample.example.mg";
/// User of the company `sample` that has no password yet.
pub const NEW: &str = "new@sample.example.mg";
/// Administrator of another company, `other`, with the customer number `B200000001`.
pub const OTHER: &str = "admin@other.example.mg";

impl TestApp {
    /// The application with two companies: `sample` (`A100000001` with the service `mobile`,
    /// `A100000002` with `base` and `identity`) and `other` (`B200000001` with `identity`).
    pub async fn with_customers() -> Self {
        let app = Self::start().await;
        app.add_customers().await;
        app
    }

    /// Adds the customers of [`TestApp::with_customers`].
    pub async fn add_customers(&self) {
        let now = self.state.clock.now_millis();
        let mut tx = self.state.store.write().await.expect("a transaction");
        for (key, name) in [("sample", "株式会社サンプル商事"), ("other", "有限会社アザー製作所")]
        {
            let company = Company { name: name.to_owned() };
            companies::upsert_company(&mut tx, key, &company, now).await.expect("a company");
        }
        let product = Product { name: label("セキュリティ", "Security") };
        services::upsert_product(&mut tx, "security", &product).await.expect("a product");
        for (key, ja, en) in [
            ("mobile", "モバイル端末保護", "Mobile protection"),
            ("base", "基本サービス", "Base service"),
            ("identity", "ID管理", "Identity management"),
        ] {
            let service = Service { name: label(ja, en), product: "security".to_owned() };
            services::upsert_service(&mut tx, key, &service).await.expect("a service");
        }
        for (number, company, services) in [
            ("A100000001", "sample", vec!["mobile"]),
            ("A100000002", "sample", vec!["base", "identity"]),
            ("B200000001", "other", vec!["identity"]),
        ] {
            let services = services.into_iter().map(str::to_owned).collect();
            let contract = CustomerNumber { company: company.to_owned(), services };
            customer_numbers::upsert_customer_number(&mut tx, number, &contract, now)
                .await
                .expect("a customer number");
        }
        for (user_id, user) in users() {
            users::upsert_user(&mut tx, user_id, &user, now).await.expect("a user");
            if user_id != NEW {
                users::set_password_hash(&mut tx, user_id, password_hash()).await.expect("a user");
            }
        }
        tx.commit().await.expect("a commit");
    }
}

fn users() -> Vec<(&'static str, User)> {
    let plain = |user_id: &str, company: &str, given_name: &str| User {
        company: company.to_owned(),
        family_name: "見本".to_owned(),
        given_name: given_name.to_owned(),
        mail: user_id.trim_end_matches(".mg").to_owned(),
        administrator: false,
        second_factor: false,
        kind: None,
        customer_numbers: None,
        customer_administrator_of: Vec::new(),
        language: Language::Ja,
        disabled: false,
    };
    vec![
        (ADMIN, User { administrator: true, ..plain(ADMIN, "sample", "管理") }),
        (
            USER,
            User {
                customer_numbers: Some(vec!["A100000001".to_owned()]),
                ..plain(USER, "sample", "一般")
            },
        ),
        (SECOND_FACTOR, User { second_factor: true, ..plain(SECOND_FACTOR, "sample", "二要素") }),
        (DISABLED, User { disabled: true, ..plain(DISABLED, "sample", "無効") }),
        (NEW, plain(NEW, "sample", "新人")),
        (OTHER, User { administrator: true, ..plain(OTHER, "other", "他社") }),
    ]
}

fn label(ja: &str, en: &str) -> Label {
    Label { ja: ja.to_owned(), en: en.to_owned() }
}

/// The hash of [`PASSWORD`], computed once per program.
fn password_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| passwords::hash(PASSWORD).expect("a hash"))
}
