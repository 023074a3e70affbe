//! Tables of Markdown and of HTML: every row as wide as the head, which is the first row.
//! A table that would be mostly holes, or nests too deep, becomes lines.

use madoguchi_contract::rich_text::{Align, Block, Cell, Inline};
use pulldown_cmark::Alignment;

use super::{
    convert::Converter,
    tree::{Kind, Node},
};

/// More cells of a row than this stand in its last one.
const MAX_COLUMNS: usize = 30;
/// Cells that may be added to fill up short rows, beside as many as the table has.
const SPARE_CELLS: usize = 500;

impl Converter {
    /// Adds a table, and before it whatever stands between its rows.
    pub fn table(
        &mut self,
        columns: &[Alignment],
        nodes: Vec<Node>,
        depth: usize,
        out: &mut Vec<Block>,
    ) {
        let mut rows = Vec::new();
        let mut stray = Vec::new();
        self.rows(nodes, &mut rows, &mut stray);
        out.extend(self.blocks(stray, depth));
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells: usize = rows.iter().map(Vec::len).sum();
        if rows.len() < 2 && columns.is_empty() || width * rows.len() > 2 * cells + SPARE_CELLS {
            out.extend(rows.into_iter().map(|row| Block::Paragraph { content: joined(row) }));
            return;
        }
        let mut rows = rows.into_iter().map(|row| {
            (0..width)
                .zip(row.into_iter().chain(std::iter::repeat_with(Vec::new)))
                .map(|(column, content)| Cell { align: align(columns.get(column)), content })
                .collect::<Vec<Cell>>()
        });
        if let Some(head) = rows.next() {
            out.push(Block::Table { head, rows: rows.collect() });
        }
    }

    fn rows(&mut self, nodes: Vec<Node>, rows: &mut Vec<Vec<Vec<Inline>>>, stray: &mut Vec<Node>) {
        for node in nodes {
            match node.kind {
                Kind::Row => {
                    let row = self.cells(node.children, stray);
                    rows.push(row);
                }
                Kind::Cell => match rows.last_mut() {
                    Some(row) if row.len() < MAX_COLUMNS => row.push(self.line(node.children)),
                    _ => rows.push(vec![self.line(node.children)]),
                },
                _ => stray.push(node),
            }
        }
    }

    fn cells(&mut self, nodes: Vec<Node>, stray: &mut Vec<Node>) -> Vec<Vec<Inline>> {
        let mut row: Vec<Vec<Inline>> = Vec::new();
        for node in nodes {
            if !matches!(node.kind, Kind::Cell) {
                stray.push(node);
                continue;
            }
            row.push(self.line(node.children));
        }
        if row.len() > MAX_COLUMNS {
            let rest = row.split_off(MAX_COLUMNS - 1);
            row.push(joined(rest));
        }
        row
    }
}

fn joined(cells: Vec<Vec<Inline>>) -> Vec<Inline> {
    let mut line = Vec::new();
    for cell in cells.into_iter().filter(|cell| !cell.is_empty()) {
        if !line.is_empty() {
            line.push(Inline::Break);
        }
        line.extend(cell);
    }
    line
}

fn align(alignment: Option<&Alignment>) -> Align {
    match alignment {
        Some(Alignment::Center) => Align::Center,
        Some(Alignment::Right) => Align::End,
        _ => Align::Start,
    }
}
