//! What an operator meets when the configuration is right or wrong.
//! The example file is part of the test: it must show every default.

use super::*;

fn why(text: &str) -> String {
    Config::parse(text).expect_err(text).to_string()
}

#[test]
fn an_empty_file_is_the_default() {
    assert_eq!(Config::parse("").unwrap(), Config::default());
}

#[test]
fn a_wrong_value_names_its_setting() {
    let table = [
        ("[session]\nidle_minutes = 0", "setting session.idle_minutes: it must be between"),
        ("[session]\nidle_minutes = \"long\"", "setting session.idle_minutes: "),
        ("[lock]\nattempts = 0", "setting lock.attempts: "),
        ("[brand]\ncolour = \"blue\"", "setting brand.colour: it must have the form #rrggbb"),
        ("[brand]\nlogo = \"https://cdn.example/logo.svg\"", "setting brand.logo: "),
        ("[support.hours]\nmonday = \"9 to 5\"", "setting support.hours.monday: "),
        ("[support]\ntime_zone = \"Mars/Olympus\"", "setting support.time_zone: "),
        (
            "[support]\nyear_end_closure = [\"12-32\", \"01-03\"]",
            "setting support.year_end_closure",
        ),
        ("[server]\npublic_address = \"portal.example\"", "setting server.public_address: "),
        ("[server]\ntrusted_proxies = [\"everyone\"]", "setting server.trusted_proxies"),
        ("[links]\nprivacy = \"javascript:alert(1)\"", "setting links.privacy: "),
        ("[password]\nshortest = 4", "setting password.shortest: "),
        ("[password]\nsigns = \"あ\"", "setting password.signs: "),
        ("[mail]\nfrom = \"portal\"", "setting mail.from: "),
        ("[mail.smtp]\nsecurity = \"rot13\"", "setting mail.smtp.security: "),
        ("[mail.smtp]\npassword = \"x\"", "setting mail.smtp.user: "),
        ("[recovery]\nopens = \"soon\"", "setting recovery.opens: "),
        (
            "[recovery]\nopens = \"2026-11-20\"\ncloses = \"2026-11-19\"",
            "setting recovery.closes: it must not be before recovery.opens",
        ),
        ("[lock]\natempts = 5", "unknown field `atempts`"),
    ];
    for (text, expected) in table {
        let message = why(text);
        assert!(message.contains(expected), "{text}\n{message}");
        assert!(!message.contains('\n'), "one sentence: {message}");
    }
}

#[test]
fn the_example_file_shows_every_setting_with_its_default() {
    let example = include_str!("../../../../portal.example.toml");
    assert_eq!(Config::parse(example).unwrap(), Config::default());
    let shown: toml::Table = example.parse().unwrap();
    assert_eq!(shown, toml::Table::try_from(Config::default()).unwrap());
}
