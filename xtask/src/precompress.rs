//! Lays a `.br` and a `.gz` beside every file of the built app that shrinks, for the server to send as they are.
//! What was compressed once is kept under `target/`, so only changed files cost time.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{files, fingerprint, paths};

/// What compresses; pictures and fonts already are.
const TEXT: [&str; 9] = ["html", "css", "js", "wasm", "svg", "json", "webmanifest", "txt", "map"];

/// The encodings a browser is offered.
#[derive(Clone, Copy)]
enum Encoding {
    Brotli,
    Gzip,
}

/// Compresses every file of the built app.
///
/// # Errors
/// When a file cannot be read or written.
pub fn run(dist: &Path) -> Result<()> {
    let kept = paths::target().join("madoguchi/compressed");
    for path in files::below(dist) {
        if !path.extension().is_some_and(|extension| TEXT.iter().any(|text| extension == *text)) {
            continue;
        }
        let bytes =
            std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        for encoding in [Encoding::Brotli, Encoding::Gzip] {
            let smaller = encoding.compress_once(&kept, &bytes)?;
            if smaller.len() < bytes.len() {
                let mut name = path.clone().into_os_string();
                name.push(".");
                name.push(encoding.extension());
                files::write_if_changed(Path::new(&name), &smaller)?;
            }
        }
    }
    Ok(())
}

/// The length of some bytes as a browser would receive them, brotli at its strongest.
///
/// # Errors
/// When the compressor fails.
pub fn brotli_length(bytes: &[u8]) -> Result<usize> {
    let kept = paths::target().join("madoguchi/compressed");
    Ok(Encoding::Brotli.compress_once(&kept, bytes)?.len())
}

impl Encoding {
    fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    fn compress_once(self, kept: &Path, bytes: &[u8]) -> Result<Vec<u8>> {
        let name = kept.join(format!("{}.{}", fingerprint::of_bytes(bytes), self.extension()));
        if let Ok(found) = std::fs::read(&name) {
            return Ok(found);
        }
        let smaller = self.compress(bytes)?;
        files::write_if_changed(&name, &smaller)?;
        Ok(smaller)
    }

    fn compress(self, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut smaller = Vec::new();
        match self {
            Self::Brotli => {
                let parameters = brotli::enc::BrotliEncoderParams {
                    quality: 11,
                    lgwin: 22,
                    ..Default::default()
                };
                brotli::BrotliCompress(&mut &*bytes, &mut smaller, &parameters)?;
            }
            Self::Gzip => {
                let mut encoder = GzEncoder::new(&mut smaller, Compression::best());
                encoder.write_all(bytes)?;
                encoder.finish()?;
            }
        }
        Ok(smaller)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_compressed_once_is_taken_from_where_it_was_kept() {
        let kept = tempfile::tempdir().unwrap();
        let bytes = "窓口 ".repeat(200);
        let first = Encoding::Brotli.compress_once(kept.path(), bytes.as_bytes()).unwrap();
        assert!(first.len() < bytes.len());
        let file = files::below(kept.path()).pop().unwrap();
        std::fs::write(&file, "kept").unwrap();
        assert_eq!(Encoding::Brotli.compress_once(kept.path(), bytes.as_bytes()).unwrap(), b"kept");
    }
}
