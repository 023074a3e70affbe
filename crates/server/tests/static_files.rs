//! The built app as browsers get it: compressed, typed, kept for good or asked about again.

use std::{fs, path::Path};

use madoguchi_server::testing::TestApp;

const HASHED: &str = "madoguchi-0123456789abcdef";

fn write(dist: &Path, name: &str, text: &str) {
    fs::create_dir_all(dist.join(name).parent().unwrap()).unwrap();
    fs::write(dist.join(name), text).unwrap();
}

async fn app() -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let dist = folder.path().join("dist");
    write(&dist, "index.html", "<!doctype html><title>shell</title>");
    write(&dist, "index.html.br", "shell in brotli");
    for (name, text) in [("", "plain"), (".br", "brotli"), (".gz", "gzip")] {
        write(&dist, &format!("{HASHED}_bg.wasm{name}"), text);
    }
    write(&dist, &format!("{HASHED}.js"), "export {}");
    write(&dist, "boot.js", "boot");
    write(&dist, "manifest.webmanifest", "{}");
    write(&dist, "icons/icon.svg", "<svg/>");
    write(folder.path(), "secret.txt", "secret");
    let app = TestApp::start().await.serving(&dist);
    (app, folder)
}

#[tokio::test]
async fn files_come_compressed_to_those_who_take_it() {
    let (app, _folder) = app().await;
    let path = format!("/{HASHED}_bg.wasm");
    for (accepted, body, encoding) in [
        ("gzip, deflate, br, zstd", "brotli", "br"),
        ("gzip", "gzip", "gzip"),
        ("identity", "plain", ""),
        ("br;q=0, gzip", "gzip", "gzip"),
    ] {
        let reply = app.browser().with_header("accept-encoding", accepted).get(&path).await;
        assert_eq!((reply.text().as_str(), reply.header("content-encoding")), (body, encoding));
        assert_eq!(reply.header("content-type"), "application/wasm");
        assert_eq!(reply.header("vary"), "accept-encoding");
    }
}

#[tokio::test]
async fn names_with_a_hash_are_kept_for_good_and_the_rest_is_asked_about() {
    let (app, _folder) = app().await;
    let immutable = "public, max-age=31536000, immutable";
    for (path, kept, media_type) in [
        (format!("/{HASHED}.js"), immutable, "text/javascript; charset=utf-8"),
        (format!("/{HASHED}_bg.wasm"), immutable, "application/wasm"),
        ("/boot.js".into(), "no-cache", "text/javascript; charset=utf-8"),
        ("/icons/icon.svg".into(), "no-cache", "image/svg+xml"),
        ("/manifest.webmanifest".into(), "no-cache", "application/manifest+json"),
        ("/".into(), "no-cache", "text/html; charset=utf-8"),
        ("/index.html".into(), "no-cache", "text/html; charset=utf-8"),
    ] {
        let reply = app.browser().get(&path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("cache-control"), kept, "{path}");
        assert_eq!(reply.header("content-type"), media_type, "{path}");
    }
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let (app, _folder) = app().await;
    for path in ["/", "/boot.js"] {
        let first = app.browser().get(path).await;
        let again = app
            .browser()
            .with_header("if-modified-since", first.header("last-modified"))
            .get(path)
            .await;
        assert_eq!(again.status, 304, "{path}");
        assert!(again.body.is_empty());
    }
}

#[tokio::test]
async fn every_address_of_a_page_gets_the_app() {
    let (app, _folder) = app().await;
    for path in ["/", "/cases", "/cases/MD0001014?tab=activity", "/knowledge/articles/KA1", "/x/"] {
        let reply = app.browser().get(path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.text().contains("shell"), "{path}");
    }
}

#[tokio::test]
async fn every_area_gets_its_program() {
    let (app, folder) = app().await;
    for page in ["sign-in", "access", "account"] {
        let html = format!("<!doctype html><title>{page}</title>");
        write(&folder.path().join("dist"), &format!("{page}.html"), &html);
    }
    for (path, page) in [
        ("/sign-in", "sign-in"),
        ("/sign-in?return=%2Fcases", "sign-in"),
        ("/sign-in/verify", "sign-in"),
        ("/password-reset", "access"),
        ("/password-reset/new", "access"),
        ("/password-reset/", "access"),
        ("/access-help", "access"),
        ("/mail-confirmation", "access"),
        ("/profile/mfa", "account"),
        ("/account", "account"),
        ("/account/contacts/7?x=1", "account"),
        ("/", "shell"),
        ("/accounting", "shell"),
        ("/cases/MD0001014", "shell"),
    ] {
        let reply = app.browser().get(path).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("cache-control")),
            (200, "no-cache"),
            "{path}"
        );
        assert!(reply.text().contains(page), "{path}");
    }
}

#[tokio::test]
async fn an_app_of_one_program_has_one_page_for_everything() {
    let (app, _folder) = app().await;
    for path in ["/sign-in", "/profile", "/access-help"] {
        assert!(app.browser().get(path).await.text().contains("shell"), "{path}");
    }
}

#[tokio::test]
async fn missing_files_are_missing_and_nothing_outside_is_served() {
    let (app, _folder) = app().await;
    for path in [
        "/missing.js",
        "/icons/missing.svg",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/icons/..%5c..%5csecret.txt",
        "/.env",
    ] {
        app.browser().get(path).await.refused(404, "not_found");
    }
    let written = app.browser().post("/boot.js", &7).await;
    written.refused(405, "method_not_allowed");
}

#[tokio::test]
async fn without_an_app_there_is_only_the_api() {
    let app = TestApp::start().await;
    app.browser().get("/").await.refused(404, "not_found");
    app.browser().get("/api/v1/session").await.accepted(200);
}

#[tokio::test]
async fn what_a_file_refuses_is_a_problem_that_nobody_keeps() {
    let (app, _folder) = app().await;
    let get = async |path: &str, name: &str, value: &str| {
        app.browser().with_header(name, value).get(path).await
    };
    let path = format!("/{HASHED}.js");
    let stale = get(&path, "if-unmodified-since", "Thu, 01 Jan 1970 00:00:00 GMT").await;
    stale.refused(412, "precondition_failed");
    let beyond = get(&path, "range", "bytes=900-").await;
    beyond.refused(416, "range_not_satisfiable");
    for reply in [stale, beyond] {
        assert_eq!(reply.header("cache-control"), "no-store");
    }
    app.browser().get(&format!("/{}", "a".repeat(300))).await.refused(404, "not_found");
}
