//! The fonts of a document. Neither is embedded: every reader has the Latin one, and every reader
//! of Japanese has a sans-serif font for the Adobe-Japan1 collection, which the other one names. So
//! the server needs no font, and files stay small.

use std::collections::BTreeSet;
use std::fmt::Write;

use pdf_writer::{
    Finish, Name, Pdf, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo},
};

use super::letters::Face;

/// The collection that Japanese fonts are made for.
const COLLECTION: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Japan1"), supplement: 6 };

/// How UTF-16 becomes letters of that collection; known to every reader.
const ENCODING: &[u8] = b"UniJIS-UTF16-H";

/// A Japanese sans-serif font.
const JAPANESE: &[u8] = b"HeiseiKakuGo-W5";

/// The numbers under which the fonts stand in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fonts {
    pub latin: Ref,
    pub japanese: Ref,
    pub letters: Ref,
    pub descriptor: Ref,
    pub to_unicode: Ref,
}

/// The name of a face on a page.
pub(super) fn name(face: Face) -> Name<'static> {
    match face {
        Face::Latin => Name(b"L"),
        Face::Japanese | Face::Missing => Name(b"J"),
    }
}

/// Writes the fonts. `used` are the letters that were drawn with the Japanese one.
pub(super) fn write(pdf: &mut Pdf, fonts: Fonts, used: &BTreeSet<char>) {
    pdf.type1_font(fonts.latin)
        .base_font(Name(b"Helvetica"))
        .encoding_predefined(Name(b"WinAnsiEncoding"));

    // Readers know by the collection which text the letters are, but programs that only search often
    // do not, so it is said.
    pdf.type0_font(fonts.japanese)
        .base_font(Name(&[JAPANESE, b"-", ENCODING].concat()))
        .encoding_predefined(Name(ENCODING))
        .descendant_font(fonts.letters)
        .to_unicode(fonts.to_unicode);

    let mut letters = pdf.cid_font(fonts.letters);
    letters.subtype(CidFontType::Type0);
    letters.base_font(Name(JAPANESE));
    letters.system_info(COLLECTION);
    letters.font_descriptor(fonts.descriptor);
    letters.default_width(1000.0);
    // Half-width letters, katakana among them.
    letters.widths().same(231, 632, 500.0);
    letters.finish();

    pdf.font_descriptor(fonts.descriptor)
        .name(Name(JAPANESE))
        .flags(FontFlags::SYMBOLIC)
        .bbox(pdf_writer::Rect::new(-92.0, -250.0, 1010.0, 922.0))
        .italic_angle(0.0)
        .ascent(752.0)
        .descent(-221.0)
        .cap_height(737.0)
        .stem_v(80.0);

    let map = to_unicode(used);
    pdf.cmap(fonts.to_unicode, map.as_bytes()).name(Name(b"Letters")).system_info(SystemInfo {
        registry: Str(b"Adobe"),
        ordering: Str(b"UCS"),
        supplement: 0,
    });
}

/// Says which text the letters are, for searching and copying. They are written in UTF-16 and so
/// stand for themselves.
fn to_unicode(used: &BTreeSet<char>) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Letters def\n/CMapType 2 def\n1 begincodespacerange\n\
         <0000> <FFFF>\nendcodespacerange\n",
    );
    let used: Vec<char> = used.iter().copied().collect();
    // A block holds a hundred at most.
    for block in used.chunks(100) {
        // Writing to a string cannot fail.
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for letter in block {
            let code: String = utf16(*letter).iter().map(|byte| format!("{byte:02X}")).collect();
            let _ = writeln!(map, "<{code}> <{code}>");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}

/// A letter as it stands in the file.
pub(super) fn utf16(letter: char) -> Vec<u8> {
    letter.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()).collect()
}
