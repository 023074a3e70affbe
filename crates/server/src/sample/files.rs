//! Files of the sample world, made on the spot: texts, tables and a small picture.
//! They are real files of their kind, so that a download opens.

use base64::{Engine, engine::general_purpose::STANDARD};
use madoguchi_contract::desk::NewAttachment;

/// A file with these bytes.
fn file(name: &str, bytes: &[u8]) -> NewAttachment {
    NewAttachment { name: name.to_owned(), content: STANDARD.encode(bytes) }
}

/// A text file in UTF-8.
pub fn text(name: &str, text: &str) -> NewAttachment {
    file(name, text.as_bytes())
}

/// A table that spreadsheet programs open as UTF-8: comma-separated, with a byte order mark.
pub fn table(name: &str, rows: &[&[&str]]) -> NewAttachment {
    let mut out = String::from("\u{FEFF}");
    for row in rows {
        out.push_str(&row.join(","));
        out.push_str("\r\n");
    }
    file(name, out.as_bytes())
}

/// A report of one month: a line per week.
pub fn report(name: &str, devices: u32) -> NewAttachment {
    let mut out = String::from("\u{FEFF}週,保護中の端末,検知,隔離,未更新\r\n");
    for week in 1..=4_u32 {
        let found = (devices * week) % 7;
        out.push_str(&format!(
            "第{week}週,{},{found},{},{}\r\n",
            devices + week,
            found / 3,
            (devices + week) % 5,
        ));
    }
    file(name, out.as_bytes())
}

/// A picture: a bar chart of `values`, 8 pixels per bar, as a PNG with a palette of two colours.
pub fn picture(name: &str, values: &[u8]) -> NewAttachment {
    const HEIGHT: u8 = 64;
    let width = values.len() as u32 * 8;
    let mut lines = Vec::new();
    for y in 0..HEIGHT {
        // Each line of a PNG begins with the number of its filter, and 0 is none.
        lines.push(0);
        lines.extend(values.iter().map(|value| {
            let filled = HEIGHT - y <= (*value).min(HEIGHT);
            if filled { 0b0111_1110_u8 } else { 0 }
        }));
    }
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(u32::from(HEIGHT).to_be_bytes());
    // One bit per pixel, palette, and the only methods there are.
    header.extend([1, 3, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, b"IHDR", &header);
    chunk(&mut png, b"PLTE", &[0xFF, 0xFF, 0xFF, 0x1F, 0x5F, 0x8B]);
    chunk(&mut png, b"IDAT", &stored(&lines));
    chunk(&mut png, b"IEND", &[]);
    file(name, &png)
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend(kind);
    png.extend(data);
    let sum = crc(&png[start..]);
    png.extend(sum.to_be_bytes());
}

/// Data in the zlib format without compression (RFC 1950, RFC 1951); enough for less than 64 KiB.
fn stored(data: &[u8]) -> Vec<u8> {
    let length = data.len().min(usize::from(u16::MAX)) as u16;
    let mut out = vec![0x78, 0x01, 0x01];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(&data[..usize::from(length)]);
    let (a, b) = data.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    out.extend((b << 16 | a).to_be_bytes());
    out
}

/// The checksum of a PNG chunk (CRC-32 of ISO 3309).
fn crc(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_well_formed() {
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
        let png = STANDARD.decode(picture("図.png", &[10, 64, 255]).content).unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert!(png.ends_with(b"IEND\xAE\x42\x60\x82"));
    }
}
