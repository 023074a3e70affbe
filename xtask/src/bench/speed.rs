//! How fast the server answers with many cases, against the budget of docs/testing.md.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};

use super::portal::Portal;
use super::statistics::{Sample, milliseconds};

/// One thing a person does, as a request, and how long it may take for 95 of 100.
struct Task {
    says: &'static str,
    path: &'static str,
    budget: Duration,
}

const LIST: Duration = Duration::from_millis(100);
const SEARCH: Duration = Duration::from_millis(50);

const CASES: [Task; 5] = [
    Task { says: "first page of the list", path: "/api/v1/cases", budget: LIST },
    Task { says: "sorted by subject", path: "/api/v1/cases?sort=subject", budget: LIST },
    Task { says: "sorted by state, reversed", path: "/api/v1/cases?sort=-state", budget: LIST },
    Task { says: "a number looked up", path: "/api/v1/cases/MD0001014", budget: LIST },
    Task { says: "counts of the views", path: "/api/v1/cases/counts", budget: LIST },
];

const KNOWLEDGE: [Task; 2] = [
    Task {
        says: "search for 録音",
        path: "/api/v1/knowledge/articles?q=%E9%8C%B2%E9%9F%B3",
        budget: SEARCH,
    },
    Task {
        says: "search for ライセンス",
        path: "/api/v1/knowledge/articles?q=%E3%83%A9%E3%82%A4%E3%82%BB%E3%83%B3%E3%82%B9",
        budget: SEARCH,
    },
];

/// Starts a server of its own, measures, and prints a table.
///
/// # Errors
/// When the server cannot be built or started, or a budget is not kept.
pub fn run(cases: u32, articles: Option<&Path>, requests: usize) -> Result<()> {
    let mut portal = Portal::start(Some(cases), "")?;
    if let Some(articles) = articles {
        portal.feed(articles)?;
    }
    portal.sign_in()?;
    let mut late = 0;
    println!(
        "{:<28} {:>9} {:>9} {:>9}",
        format!("{cases} cases, {requests} requests"),
        "p50 ms",
        "p95 ms",
        "budget"
    );
    for task in CASES.iter().chain(&KNOWLEDGE) {
        let sample = measure(&portal, task, requests)?;
        let kept = sample.percentile(95) <= task.budget;
        late += usize::from(!kept);
        println!(
            "{:<28} {:>9.2} {:>9.2} {:>9}  {}",
            task.says,
            milliseconds(sample.percentile(50)),
            milliseconds(sample.percentile(95)),
            task.budget.as_millis(),
            if kept { "kept" } else { "NOT KEPT" }
        );
    }
    if late > 0 {
        bail!("{late} of the budgets are not kept.");
    }
    Ok(())
}

fn measure(portal: &Portal, task: &Task, requests: usize) -> Result<Sample> {
    // The first answers fill caches that a running portal has long filled.
    for _ in 0..5 {
        portal.get(task.path)?;
    }
    let mut sample = Sample::default();
    for _ in 0..requests {
        sample.add(portal.get(task.path)?);
    }
    Ok(sample)
}
