//! `[brand]` and `[links]`: the provider's name, look and addresses.
//! The portal is white-label; the defaults are the sample provider.

use madoguchi_contract::Label;
use serde::{Deserialize, Serialize};

use super::{ConfigError, is_link, refuse};

/// What the provider is called and looks like.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Brand {
    /// The provider's name.
    pub name: Label,
    /// What stands beside the name.
    pub tagline: Label,
    /// Path of the logo on this origin; empty for the portal's own mark.
    pub logo: String,
    /// The brand colour as `#rrggbb`; empty for the portal's own.
    pub colour: String,
    /// Who holds the copyright.
    pub copyright: String,
}

impl Default for Brand {
    fn default() -> Self {
        Self {
            name: Label {
                ja: "ミナト サービスデスク".to_owned(),
                en: "Minato Service Desk".to_owned(),
            },
            tagline: Label {
                ja: "サポートポータル".to_owned(), en: "Support portal".to_owned()
            },
            logo: String::new(),
            colour: String::new(),
            copyright: "ミナト サービスデスク".to_owned(),
        }
    }
}

impl Brand {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.name.ja.trim().is_empty() || self.name.en.trim().is_empty() {
            return refuse("brand.name", "have a Japanese and an English text");
        }
        let path = self.logo.starts_with('/') && is_link(&self.logo);
        if !self.logo.is_empty() && !path {
            return refuse("brand.logo", "be a path on this origin, such as /logo.svg");
        }
        let colour = self.colour.strip_prefix('#').is_some_and(|digits| {
            digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        });
        if !self.colour.is_empty() && !colour {
            return refuse("brand.colour", "have the form #rrggbb");
        }
        Ok(())
    }
}

/// Where links lead. An empty one is not shown.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Links {
    /// The privacy policy.
    pub privacy: String,
    /// The accessibility statement.
    pub accessibility: String,
    /// The portals of the single services, in the order of the home page.
    pub services: Vec<ServiceLink>,
}

/// A link to the portal of a service.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceLink {
    /// What the link says.
    pub label: Label,
    /// Where it leads.
    pub url: String,
}

impl Default for Links {
    fn default() -> Self {
        let service = |ja: &str, en: &str, url: &str| ServiceLink {
            label: Label { ja: ja.to_owned(), en: en.to_owned() },
            url: url.to_owned(),
        };
        Self {
            privacy: "https://www.minato.example/privacy".to_owned(),
            accessibility: "https://www.minato.example/accessibility".to_owned(),
            services: vec![
                service(
                    "モバイル端末保護 管理コンソール",
                    "Mobile protection console",
                    "https://mobile.minato.example",
                ),
                service("ID管理 ポータル", "Identity portal", "https://id.minato.example"),
                service(
                    "ネットワーク監視 ダッシュボード",
                    "Network monitoring dashboard",
                    "https://monitor.minato.example",
                ),
            ],
        }
    }
}

impl Links {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let named =
            [("links.privacy", &self.privacy), ("links.accessibility", &self.accessibility)];
        for (setting, link) in named {
            if !link.is_empty() && !is_link(link) {
                return refuse(setting, "begin with https:// or be a path on this origin");
            }
        }
        if self.services.iter().any(|link| !is_link(&link.url)) {
            return refuse("links.services.url", "begin with https:// or be a path on this origin");
        }
        Ok(())
    }
}
