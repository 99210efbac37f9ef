//! A column's diagram with the cut in it: the red line, what died on it, and what happened in this
//! column alone.

use world::Table;

use analysis::Blocking;
use world::{Decision, Event, Micros, ProcessId, Trace};

use crate::spacetime::{Arrow, Axis, CutMark, Diagram, Frame, Mark, MarkKind, diagram};

/// A red line between two rows while a link is cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Zigzag {
    /// Between which rows.
    pub y: f32,
    /// From here.
    pub x1: f32,
    /// To here.
    pub x2: f32,
}

/// The diagram of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    /// All of it but the cuts.
    pub diagram: Diagram,
    /// Where the network is cut.
    pub zigzags: Vec<Zigzag>,
    /// Where a cut begins.
    pub flags: Vec<f32>,
}

/// Something that happened in one column alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Only {
    /// In which row.
    pub row: u8,
    /// When.
    pub at: Micros,
}

impl Sketch {
    /// Draws a run in a column of that width, on a clock that ends at `end`.
    #[must_use]
    pub fn new(trace: &Trace, blocking: &Blocking, width: f32, end: Micros) -> Self {
        let ticks = if width > 420.0 { 9 } else { 7 };
        let frame = Frame { ticks, ..Frame::compare(width) };
        let mut diagram = diagram(trace, blocking, frame, Axis::Clock, end);
        let ended = diagram.scale.clock_x(trace.end);
        // What leaves at the very end goes nowhere that could be seen.
        let edge = frame.width - frame.right;
        diagram.arrows.retain(|arrow| arrow.from.0 < edge - 1.0);
        let zigzags = zigzags(&diagram.cuts, frame, ended);
        diagram.arrows.iter_mut().for_each(|arrow| settle(arrow, &zigzags, frame.row));
        diagram.marks.iter_mut().for_each(unlabel);
        let mut flags: Vec<f32> = zigzags.iter().map(|it| it.x1).collect();
        flags.dedup();
        Self { diagram, zigzags, flags }
    }

    /// The middle of a mark that only this column has: above its row.
    #[must_use]
    pub fn only_at(&self, only: Only) -> (f32, f32) {
        let frame = self.diagram.frame;
        (self.diagram.scale.clock_x(only.at), frame.lane(only.row) - frame.row / 2.0)
    }
}

impl Zigzag {
    /// The line as a path; it comes down from the flag over the first row.
    #[must_use]
    pub fn path(&self, top: f32) -> String {
        let mut path = format!("M{:.1} {top:.1}V{:.1}", self.x1, self.y);
        let mut x = self.x1 + 9.0;
        let mut up = true;
        while x < self.x2 {
            path.push_str(&format!("L{x:.1} {:.1}", if up { self.y - 4.0 } else { self.y + 4.0 }));
            x += 9.0;
            up = !up;
        }
        path
    }
}

/// One line for all links that one process lost at the same moment.
fn zigzags(cuts: &[CutMark], frame: Frame, ended: f32) -> Vec<Zigzag> {
    let mut lines: Vec<(u8, u8, f32, f32)> = Vec::new();
    for cut in cuts {
        let (a, b) = cut.rows;
        let same = |it: &&mut (u8, u8, f32, f32)| it.0 == a && (it.2 - cut.x1).abs() < 0.1;
        match lines.iter_mut().find(same) {
            Some(line) => line.1 = line.1.min(b),
            None => lines.push((a, b, cut.x1, cut.x2)),
        }
    }
    let edge = frame.width - frame.right;
    // A run that fell silent before the end of the clock is still cut there.
    let until = |x2: f32| if (x2 - ended).abs() < 0.1 { edge } else { x2 };
    let line = |(_, b, x1, x2): (u8, u8, f32, f32)| Zigzag {
        y: frame.lane(b) - frame.row / 2.0,
        x1,
        x2: until(x2),
    };
    lines.into_iter().map(line).collect()
}

/// There is no room for the word of a decision; its bar shows it.
fn unlabel(mark: &mut Mark) {
    if let MarkKind::Decision(_) = mark.what {
        mark.what = MarkKind::Forced;
    }
}

/// What dies on a cut, dies on its line.
fn settle(arrow: &mut Arrow, zigzags: &[Zigzag], row: f32) {
    if !arrow.lost {
        return;
    }
    let (x1, y1) = arrow.from;
    let (x2, y2) = arrow.to;
    let ahead = |it: &&Zigzag| (it.y > y1) == (y2 > y1) && it.x1 <= x2 + 0.1 && x2 <= it.x2 + 0.1;
    let near = |it: &&Zigzag| (it.y - y1).abs();
    let line = zigzags.iter().filter(ahead).min_by(|a, b| near(a).total_cmp(&near(b)));
    let Some(line) = line else { return };
    let under_way = x1 < line.x1;
    let share = match () {
        () if under_way => 1.0,
        () if near(&line) < row => 0.25,
        () => 0.85,
    };
    arrow.to = (x1 + (x2 - x1) * share, line.y);
    arrow.disc = arrow.disc.filter(|_| near(&line) > row).map(|_| middle(arrow));
}

fn middle(arrow: &Arrow) -> (f32, f32) {
    (f32::midpoint(arrow.from.0, arrow.to.0), f32::midpoint(arrow.from.1, arrow.to.1))
}

/// What may happen in one run and not in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Committed,
    Aborted,
    Blocked,
}

/// For each run, the last thing of each kind that happened in no other.
#[must_use]
pub fn only_here(runs: &[(&Trace, &Blocking)]) -> Vec<Vec<Only>> {
    let fates: Vec<Vec<(Fate, ProcessId, Micros)>> =
        runs.iter().map(|(trace, blocking)| fates(trace, blocking)).collect();
    let alone = |index: usize, fate: (Fate, ProcessId)| {
        let mut others = fates.iter().enumerate().filter(|(other, _)| *other != index);
        let there = |run: &[(Fate, ProcessId, Micros)]| {
            run.iter().any(|(what, who, _)| (*what, *who) == fate)
        };
        runs.len() > 1 && !others.any(|(_, run)| there(run))
    };
    let lasts = fates.iter().enumerate().map(|(index, run)| {
        let mut last: Table<Fate, (Micros, ProcessId)> = Table::new();
        for (fate, who, at) in run.iter().filter(|(fate, who, _)| alone(index, (*fate, *who))) {
            let so_far = last.or_insert(*fate, (*at, *who));
            *so_far = (*so_far).max((*at, *who));
        }
        last.values().map(|(at, who)| Only { row: who.0, at: *at }).collect()
    });
    lasts.collect()
}

fn fates(trace: &Trace, blocking: &Blocking) -> Vec<(Fate, ProcessId, Micros)> {
    let decided = trace.entries.iter().filter_map(|entry| {
        let Event::Logged { node, decides: Some(decision), .. } = entry.event else { return None };
        let fate = match decision {
            Decision::Commit => Fate::Committed,
            Decision::Abort => Fate::Aborted,
        };
        Some((fate, node, entry.at))
    });
    let blocked = blocking.spans.iter().map(|span| (Fate::Blocked, span.node, span.from));
    decided.chain(blocked).collect()
}
