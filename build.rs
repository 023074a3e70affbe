//! Turns `locales/ja.json` and `locales/en.json` into functions, so that a missing text or a
//! forgotten value is a compile error and no text is looked up by name at run time.
//!
//! A key `nav.home` becomes `nav_home()`. Each `{name}` in a text is an argument; `{name#}` is one
//! that is a number and is written with its groups (1,284). A text that is an object
//! `{"one": …, "other": …}` takes the number `n: u64` and picks by it.

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

use serde_json::Value;

type Texts = BTreeMap<String, Value>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    let (ja, en) = (read("locales/ja.json"), read("locales/en.json"));
    if let Some(key) = ja.keys().find(|key| !en.contains_key(*key)) {
        panic!("locales/en.json lacks the key {key}");
    }
    if let Some(key) = en.keys().find(|key| !ja.contains_key(*key)) {
        panic!("locales/ja.json lacks the key {key}");
    }
    let mut out = String::new();
    for (key, text) in &ja {
        function(&mut out, key, text, &en[key]);
    }
    let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&folder).join("texts.rs"), out).expect("OUT_DIR can be written");
}

fn read(path: &str) -> Texts {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn function(out: &mut String, key: &str, ja: &Value, en: &Value) {
    let arguments = arguments(ja);
    for name in self::arguments(en) {
        assert!(
            arguments.contains(&name) || name == "n",
            "{key}: {{{name}}} is not in both languages"
        );
    }
    let counts = ja.is_object() || en.is_object();
    let parameters: Vec<String> = arguments
        .iter()
        .filter(|name| !(counts && *name == "n"))
        .map(|name| match name.strip_suffix('#') {
            Some(name) => format!("{name}: &dyn Number"),
            None => format!("{name}: &dyn std::fmt::Display"),
        })
        .chain(counts.then(|| "n: u64".to_owned()))
        .collect();
    let name = key.replace(['.', '-'], "_");
    let doc = first_text(ja).replace('\n', " ");
    let body = |fixed| {
        let (ja, en) = (expression(ja, fixed), expression(en, fixed));
        format!("match language() {{ Language::Ja => {ja}, Language::En => {en} }}")
    };
    // A text without arguments is a constant, so that all of them have one type: a view that holds
    // a function item is compiled once for each, one that holds a pointer once for all.
    if parameters.is_empty() {
        writeln!(out, "/// {doc}\npub const {name}: Text = || {};", body(true))
    } else {
        let parameters = parameters.join(", ");
        let grouped = |name: &str, value: &str| {
            format!("let {name} = crate::util::intl::number({value}, language());")
        };
        let mut numbers: String = arguments
            .iter()
            .filter_map(|name| name.strip_suffix('#'))
            .map(|name| grouped(name, &format!("{name}.value()")))
            .collect();
        if counts {
            numbers += "let count = n;";
            numbers += &grouped("n", "n");
        }
        let body = body(false);
        writeln!(out, "/// {doc}\npub fn {name}({parameters}) -> String {{ {numbers} {body} }}")
    }
    .expect("a string takes everything");
}

fn first_text(text: &Value) -> &str {
    match text {
        Value::String(text) => text,
        Value::Object(forms) => forms["other"].as_str().expect("a text"),
        other => panic!("not a text: {other}"),
    }
}

fn expression(text: &Value, fixed: bool) -> String {
    match text {
        Value::String(text) if fixed => format!("{text:?}"),
        Value::String(text) => formatted(text),
        Value::Object(forms) => format!(
            "if count == 1 {{ {} }} else {{ {} }}",
            formatted(forms["one"].as_str().expect("a text")),
            formatted(forms["other"].as_str().expect("a text")),
        ),
        other => panic!("not a text: {other}"),
    }
}

fn formatted(text: &str) -> String {
    format!("format!({:?})", text.replace("#}", "}"))
}

/// The `{name}`s of a text, in order, each once.
fn arguments(text: &Value) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in first_text(text).split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default().to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
