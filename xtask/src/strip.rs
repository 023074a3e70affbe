//! Takes out of the built program what no browser needs: the names of functions and the notes of tools.
//! They are half of the file; trunk leaves them in, and `strip` in the cargo profile would take out what wasm-bindgen reads.

use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha384};

use crate::{files, programs};

/// Strips every program in the folder and corrects its digest in the page that loads it.
///
/// # Errors
/// When a program is not WebAssembly or a file cannot be written.
pub fn run(dist: &Path) -> Result<()> {
    let mut digests = Vec::new();
    for path in files::with_extension(dist, "wasm") {
        let before = std::fs::read(&path)?;
        let after =
            without_notes(&before).with_context(|| format!("{} cannot be read", path.display()))?;
        digests.push((digest(&before), digest(&after)));
        files::write_if_changed(&path, &after)?;
    }
    for (page, _) in programs::ALL {
        let page = dist.join(page);
        let mut html = files::read(&page)?;
        for (before, after) in &digests {
            html = html.replace(before, after);
        }
        files::write_if_changed(&page, html.as_bytes())?;
    }
    Ok(())
}

/// The same program without its custom sections, which have the number 0 and no meaning for running it.
fn without_notes(program: &[u8]) -> Result<Vec<u8>> {
    const HEAD: usize = 8;
    if program.len() < HEAD || !program.starts_with(b"\0asm") {
        bail!("it is not WebAssembly");
    }
    let mut kept = program[..HEAD].to_vec();
    let mut rest = &program[HEAD..];
    while let Some((&kind, body)) = rest.split_first() {
        let (length, width) = number(body).context("a section has no length")?;
        let end = 1 + width + length;
        let section = rest.get(..end).context("a section is cut off")?;
        if kind != 0 {
            kept.extend_from_slice(section);
        }
        rest = &rest[end..];
    }
    Ok(kept)
}

/// A number in LEB128 and how many bytes it takes.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0_usize;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
    }
    None
}

/// As it stands in `integrity` attributes.
fn digest(bytes: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(bytes)))
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    // A digest of 48 bytes needs no padding.
    bytes
        .chunks_exact(3)
        .flat_map(|three| {
            let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
            [18, 12, 6, 0].map(|shift| char::from(SIGNS[(bits >> shift & 0x3f) as usize]))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &[u8] = b"\0asm\x01\0\0\0\x01\x02ab\0\x05\x04name\x03\x01c";

    #[test]
    fn custom_sections_go_and_all_others_stay() {
        assert_eq!(without_notes(PROGRAM).unwrap(), b"\0asm\x01\0\0\0\x01\x02ab\x03\x01c");
        assert!(without_notes(b"no program").is_err());
        assert!(without_notes(b"\0asm\x01\0\0\0\x01\x09ab").is_err());
    }

    #[test]
    fn every_page_has_the_digest_of_what_is_left() {
        let dist = tempfile::tempdir().unwrap();
        std::fs::write(dist.path().join("a.wasm"), PROGRAM).unwrap();
        let page = |program: &[u8]| format!("<link integrity=\"{}\">", digest(program));
        for (name, _) in programs::ALL {
            std::fs::write(dist.path().join(name), page(PROGRAM)).unwrap();
        }
        run(dist.path()).unwrap();
        let written = std::fs::read(dist.path().join("a.wasm")).unwrap();
        for (name, _) in programs::ALL {
            let html = std::fs::read_to_string(dist.path().join(name)).unwrap();
            assert_eq!(html, page(&written), "{name}");
        }
    }

    #[test]
    fn digests_are_written_as_browsers_read_them() {
        assert_eq!(
            digest(b""),
            "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
        );
    }
}
