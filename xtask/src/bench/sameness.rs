//! Whether anybody can tell by the clock why they were refused: refusals that look the same must also take the same
//! time (specification, sign-in). The reasons take turns, in another order each time, and are compared pair by pair.

mod scenes;

use anyhow::{Result, bail};
use serde_json::Value;

use super::portal::Portal;
use super::statistics::{Sample, milliseconds};
use scenes::{Scene, Way};

/// The middle of the differences may be so many milliseconds, or this part of the time itself.
const MILLISECONDS: f64 = 1.0;
const PART: f64 = 0.01;

/// Prepares people and measures every scene.
///
/// # Errors
/// When the server cannot be prepared, answers differ, or they can be told apart by their time.
pub fn run(rounds: usize) -> Result<()> {
    let mut portal = Portal::start(None, scenes::STRICT)?;
    println!("Preparing people who are refused for different reasons.");
    let scenes = scenes::prepare(&mut portal)?;
    let mut told = 0;
    for scene in &scenes {
        told += compare(&portal, scene, rounds)?;
    }
    if told > 0 {
        bail!("{told} of the answers can be told apart by their time.");
    }
    Ok(())
}

/// Prints a line for every way of a scene; gives how many of them stand out.
fn compare(portal: &Portal, scene: &Scene, rounds: usize) -> Result<usize> {
    let mut samples: Vec<Sample> = scene.ways.iter().map(|_| Sample::default()).collect();
    let reference = look_alike(portal, scene, &scene.ways[0])?;
    for round in 0..rounds {
        for turn in 0..scene.ways.len() {
            let index = (round + turn) % scene.ways.len();
            let way = &scene.ways[index];
            let answer = portal.post(scene.path, &way.body, &way.cookie)?;
            if answer.status != scene.status {
                bail!("{}, {}: {} {}", scene.says, way.says, answer.status, answer.body);
            }
            samples[index].add(answer.took);
        }
    }
    println!(
        "{:<44} {:>10} {:>10} {:>9}",
        format!("{}, {rounds} each", scene.says),
        "median ms",
        "longer by",
        "allowed"
    );
    let first = &samples[0];
    let allowed = (milliseconds(first.percentile(50)) * PART).max(MILLISECONDS);
    let mut told = 0;
    for (way, sample) in scene.ways.iter().zip(&samples) {
        let body = look_alike(portal, scene, way)?;
        if body != reference {
            bail!("{}, {}: {body:?} instead of {reference:?}", scene.says, way.says);
        }
        let longer = sample.longer_than(first);
        let kept = longer.abs() <= allowed;
        told += usize::from(!kept);
        println!(
            "  {:<42} {:>10.3} {:>+10.3} {:>9.2}  {}",
            way.says,
            milliseconds(sample.percentile(50)),
            longer,
            allowed,
            if kept { "kept" } else { "NOT KEPT" }
        );
    }
    Ok(told)
}

/// What an answer shows, without the number of the request.
fn look_alike(portal: &Portal, scene: &Scene, way: &Way) -> Result<(u16, Value)> {
    let mut answer = portal.post(scene.path, &way.body, &way.cookie)?;
    if let Some(fields) = answer.body.as_object_mut() {
        fields.remove("request_id");
    }
    Ok((answer.status, answer.body))
}
