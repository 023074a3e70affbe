//! PDF: a table on pages of A4, landscape. Its text is text: it can be selected and searched.
//! Headings stand on every page, long texts are wrapped and at last cut.

mod fonts;
mod letters;

use std::collections::BTreeSet;

use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use self::{fonts::Fonts, letters::Face};
use super::Table;

/// A4, landscape, in points.
const PAGE: (f32, f32) = (841.89, 595.28);
/// White space around everything.
const MARGIN: f32 = 36.0;
/// Size of the text in the table.
const SIZE: f32 = 8.0;
/// From one line of text to the next.
const LINE: f32 = 10.5;
/// White space in a cell, left and right.
const INSET: f32 = 3.0;
/// White space in a cell, above and below.
const LEAD: f32 = 2.0;
/// Most lines in a cell.
const MOST_LINES: usize = 4;
/// Room for the page number.
const FOOT: f32 = 18.0;

/// The file.
pub(super) fn write(table: &Table) -> Vec<u8> {
    let mut paper = Paper::new(table);
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| table.words(cell)).collect();
        paper.row(&cells, false);
    }
    paper.finish()
}

/// The pages that are written so far.
struct Paper<'a> {
    table: &'a Table,
    /// Left edges and widths of the columns.
    columns: Vec<(f32, f32)>,
    done: Vec<Content>,
    page: Content,
    /// Where the next row begins, from below.
    y: f32,
    /// Letters drawn with the Japanese font.
    used: BTreeSet<char>,
}

impl<'a> Paper<'a> {
    fn new(table: &'a Table) -> Self {
        let all: f32 = table.columns.iter().map(|column| f32::from(column.width)).sum();
        let mut x = MARGIN;
        let columns = table.columns.iter().map(|column| {
            let width = (PAGE.0 - 2.0 * MARGIN) * f32::from(column.width) / all.max(1.0);
            let left = x;
            x += width;
            (left, width)
        });
        let columns = columns.collect();
        let (done, page, used) = (Vec::new(), Content::new(), BTreeSet::new());
        let mut paper = Self { table, columns, done, page, y: PAGE.1 - MARGIN, used };
        paper.line(&table.title, MARGIN, paper.y - 16.0, 16.0);
        paper.y -= 30.0;
        for fact in &table.facts {
            for line in letters::lines(&letters::drawable(fact), PAGE.0 - 2.0 * MARGIN, 9.0, 3) {
                paper.line(&line, MARGIN, paper.y - 9.0, 9.0);
                paper.y -= 13.0;
            }
        }
        paper.y -= 6.0;
        paper.headings();
        paper
    }

    fn headings(&mut self) {
        let headings: Vec<String> =
            self.table.columns.iter().map(|column| column.heading.clone()).collect();
        self.row(&headings, true);
    }

    /// Writes a row, on the next page when there is no room.
    fn row(&mut self, cells: &[String], heading: bool) {
        let cells: Vec<Vec<String>> = cells
            .iter()
            .zip(&self.columns)
            .map(|(cell, (_, width))| {
                let text = letters::drawable(cell);
                letters::lines(&text, width - 2.0 * INSET, SIZE, MOST_LINES)
            })
            .collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or_default().max(1);
        let height = LINE * lines as f32 + 2.0 * LEAD;
        if self.y - height < MARGIN + FOOT {
            let page = std::mem::replace(&mut self.page, Content::new());
            self.done.push(page);
            self.y = PAGE.1 - MARGIN;
            self.headings();
        }
        let width = PAGE.0 - 2.0 * MARGIN;
        if heading {
            self.page.set_fill_gray(0.91).rect(MARGIN, self.y - height, width, height);
            self.page.fill_nonzero().set_fill_gray(0.0);
        }
        self.page.set_stroke_gray(0.7).set_line_width(0.5);
        self.page.move_to(MARGIN, self.y - height).line_to(MARGIN + width, self.y - height);
        self.page.stroke();
        for (place, cell) in cells.iter().enumerate() {
            let x = self.columns[place].0 + INSET;
            for (line, text) in (1_u8..).zip(cell) {
                self.line(text, x, self.y - LEAD - LINE * f32::from(line) + 2.5, SIZE);
            }
        }
        self.y -= height;
    }

    /// Writes a line of text; `y` is its base line.
    fn line(&mut self, text: &str, x: f32, y: f32, size: f32) {
        let text = letters::drawable(text);
        self.page.begin_text().next_line(x, y);
        let mut letters = text.chars().peekable();
        while let Some(first) = letters.peek().copied() {
            let face = letters::face(first);
            if face == Face::Missing {
                letters.next();
                self.missing(first, size);
                continue;
            }
            let mut bytes = Vec::new();
            while let Some(letter) = letters.next_if(|letter| letters::face(*letter) == face) {
                if face == Face::Latin {
                    // All of this face are in Latin-1.
                    bytes.push(u8::try_from(letter).unwrap_or(b'?'));
                } else {
                    self.used.insert(letter);
                    bytes.extend(fonts::utf16(letter));
                }
            }
            self.page.set_font(fonts::name(face), size).show(Str(&bytes));
        }
        self.page.end_text();
    }

    /// Writes the sign for a letter that not every reader can draw, with what it stands for: it is
    /// found and copied all the same.
    fn missing(&mut self, letter: char, size: f32) {
        let mut span = self.page.begin_marked_content_with_properties(Name(b"Span"));
        span.properties().actual_text(TextStr(letter.encode_utf8(&mut [0; 4])));
        span.finish();
        self.used.insert(letters::MISSING);
        self.page.set_font(fonts::name(Face::Missing), size);
        self.page.show(Str(&fonts::utf16(letters::MISSING))).end_marked_content();
    }

    /// Numbers the pages and binds them.
    fn finish(mut self) -> Vec<u8> {
        let last = std::mem::replace(&mut self.page, Content::new());
        self.done.push(last);
        let mut numbers = 1..;
        let mut next = || Ref::new(numbers.next().unwrap_or(i32::MAX));
        let (catalog, info, tree) = (next(), next(), next());
        let fonts = Fonts {
            latin: next(),
            japanese: next(),
            letters: next(),
            descriptor: next(),
            to_unicode: next(),
        };
        let pages: Vec<(Ref, Ref)> = self.done.iter().map(|_| (next(), next())).collect();

        let mut pdf = Pdf::new();
        let mut root = pdf.catalog(catalog);
        root.pages(tree).lang(TextStr(self.table.language.id()));
        root.viewer_preferences().display_doc_title(true);
        root.finish();
        pdf.document_info(info).title(TextStr(&self.table.title));
        let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
        pdf.pages(tree).kids(pages.iter().map(|(page, _)| *page)).count(count);
        for (number, (place, text)) in pages.iter().enumerate() {
            self.page = std::mem::replace(&mut self.done[number], Content::new());
            let label = format!("{} / {}", number + 1, pages.len());
            self.line(&label, PAGE.0 / 2.0 - 12.0, MARGIN - 2.0, SIZE);
            let content = compressed(&std::mem::replace(&mut self.page, Content::new()).finish());
            pdf.stream(*text, &content).filter(Filter::FlateDecode);
            let mut page = pdf.page(*place);
            page.parent(tree).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).contents(*text);
            let mut resources = page.resources();
            let mut named = resources.fonts();
            named.pair(fonts::name(Face::Latin), fonts.latin);
            named.pair(fonts::name(Face::Japanese), fonts.japanese);
        }
        fonts::write(&mut pdf, fonts, &self.used);
        pdf.finish()
    }
}

fn compressed(content: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing into memory cannot fail.
    let _ = encoder.write_all(content);
    encoder.finish().unwrap_or_default()
}
