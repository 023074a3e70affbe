//! The categories of the sample provider: those a customer can choose, and the desk's own.
//! The specification names them; the English names are ours.

use madoguchi_contract::{Label, desk::Category};

use crate::{desk::cases::upsert_category, problem::Problem, store::Tx};

/// Id, Japanese and English name, whether customers choose it, whether it counts.
const CATEGORIES: [(&str, &str, &str, bool, bool); 17] = [
    ("service", "サービスについて", "About the service", true, true),
    ("product", "製品仕様について", "Product specifications", true, true),
    ("fault", "故障について", "Fault", true, false),
    ("other", "その他", "Other", true, true),
    ("alert", "アラート", "Alert", false, false),
    ("work_request", "作業依頼", "Work request", false, false),
    ("monthly_report_question", "月次レポートについて", "About a monthly report", false, false),
    ("monthly_report", "月次レポート送付", "Monthly report", false, false),
    ("security_alert", "セキュリティアラート", "Security alert", false, false),
    ("monitoring_alert", "監視アラート", "Monitoring alert", false, false),
    ("alarm", "アラーム", "Alarm", false, false),
    ("alert_question", "アラートについて", "About an alert", false, false),
    ("incident", "インシデント", "Incident", false, false),
    ("incident_report", "インシデントレポート", "Incident report", false, false),
    ("incident_response", "インシデントレスポンス", "Incident response", false, false),
    ("start_of_use", "利用開始確認", "Start of use", false, false),
    ("excess_use", "利用量超過", "Excess use", false, false),
];

/// Puts them in.
pub async fn fill(tx: &mut Tx) -> Result<(), Problem> {
    for (id, ja, en, enquiry, counts) in CATEGORIES {
        let name = Label { ja: ja.to_owned(), en: en.to_owned() };
        upsert_category(tx, id, &Category { name, enquiry, counts }).await?;
    }
    Ok(())
}
