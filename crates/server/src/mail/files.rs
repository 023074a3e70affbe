//! The texts of the mails as they lie in the folder `mails`, compiled into the program.
//! Plain text is not escaped, HTML is; a fact that is missing is an error instead of a gap.

use std::sync::LazyLock;

use minijinja::{Environment, UndefinedBehavior, Value};

/// The name of the mail with which an operator tries the way out; the same for every language.
pub const TEST: &str = "test.txt";

macro_rules! both_languages {
    ($($name:literal)*) => {
        &[$(
            (concat!("ja/", $name, ".txt"), include_str!(concat!("../../mails/ja/", $name, ".txt"))),
            (concat!("en/", $name, ".txt"), include_str!(concat!("../../mails/en/", $name, ".txt"))),
        )*]
    };
}

const FILES: &[(&str, &str)] = both_languages! {
    "welcome" "reset_link" "code" "password_changed" "confirm_mail" "mail_change_asked"
    "mail_changed" "second_factor_changed" "recovery_code_used" "new_browser" "enquiry_received"
    "desk_comment" "state_change" "closing_soon" "new_alert" "announcement" "not_you" "footer"
};

const MORE: [(&str, &str); 2] = [
    ("layout.html", include_str!("../../mails/layout.html")),
    (TEST, include_str!("../../mails/test.txt")),
];

static ENVIRONMENT: LazyLock<Result<Environment<'static>, minijinja::Error>> =
    LazyLock::new(|| {
        // Which texts are escaped follows from the ending of the name.
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        for (name, source) in FILES.iter().chain(&MORE) {
            environment.add_template(name, source)?;
        }
        Ok(environment)
    });

/// The file `name` with `facts` put in; the reason when it has none or facts are missing.
pub fn fill(name: &str, facts: Value) -> Result<String, String> {
    let environment = ENVIRONMENT.as_ref().map_err(ToString::to_string)?;
    let template = environment.get_template(name).map_err(|error| error.to_string())?;
    template.render(facts).map_err(|error| error.to_string())
}
