//! The space-time diagram: one row a process, time to the right, like a train chart.
//!
//! The whole run is drawn once; the playhead only uncovers it. So a seek costs the same anywhere in
//! a run of any length.

use world::Table;

use analysis::Blocking;
use world::{Decision, Event, Kind, Loss, MessageId, Micros, NodeView, ProcessId, Snapshot, Trace};

use crate::causes::depths;
use crate::layout::Layout;
use crate::look::Look;

/// What runs to the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Axis {
    /// Time.
    #[default]
    Clock,
    /// The number of causes behind an event.
    Cause,
}

/// Sizes of a diagram; the same numbers stand in `www/css/spacetime.css`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Its width in pixels.
    pub width: f32,
    /// Above the first row.
    pub header: f32,
    /// Of a row.
    pub row: f32,
    /// Where time starts.
    pub left: f32,
    /// How far from the right edge it ends.
    pub right: f32,
    /// Height of a bar, and of one that works.
    pub bar: (f32, f32),
    /// Below the last row.
    pub foot: f32,
    /// Whether there is room for words and discs.
    pub roomy: bool,
    /// How many ticks the axis may have.
    pub ticks: u32,
}

impl Frame {
    /// The frame of the Play page.
    #[must_use]
    pub fn play(layout: Layout, width: f32, height: u32) -> Self {
        match layout {
            Layout::Phone => Self {
                width,
                header: 20.0,
                row: 12.0,
                left: 68.0,
                right: 9.0,
                bar: (9.0, 7.0),
                foot: 2.0,
                roomy: false,
                ticks: 4,
            },
            Layout::Landscape => Self {
                width,
                header: 16.0,
                row: 6.0,
                left: 10.0,
                right: 10.0,
                bar: (4.0, 4.0),
                foot: 4.0,
                roomy: false,
                ticks: 5,
            },
            Layout::Big | Layout::Wide | Layout::Desk | Layout::Laptop => Self {
                width,
                header: 50.0,
                row: row_height(height),
                left: 142.0,
                right: 16.0,
                bar: if height < 820 { (10.0, 7.0) } else { (12.0, 8.0) },
                foot: 0.0,
                roomy: true,
                ticks: 9,
            },
        }
    }

    /// The frame of one column of Compare.
    #[must_use]
    pub fn compare(width: f32) -> Self {
        Self {
            width,
            header: 46.0,
            row: 35.0,
            left: 98.0,
            right: 10.0,
            bar: (12.0, 8.0),
            foot: 0.0,
            roomy: true,
            ticks: 7,
        }
    }

    /// Its height for so many rows.
    #[must_use]
    pub fn height(&self, rows: u8) -> f32 {
        self.header + self.row * f32::from(rows) + self.foot
    }

    /// The middle of a row.
    #[must_use]
    pub fn lane(&self, row: u8) -> f32 {
        self.header + self.row * (f32::from(row) + 0.5)
    }
}

/// More room in a high window, less in a short one.
fn row_height(height: u32) -> f32 {
    match height {
        ..820 => 20.0,
        820..1000 => 30.0,
        1000.. => 42.0,
    }
}

/// How moments become places.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    frame: Frame,
    axis: Axis,
    /// The last moment shown.
    pub end: Micros,
    /// The depth of each entry, and of everything before it.
    depths: Vec<u32>,
    reached: Vec<u32>,
    times: Vec<Micros>,
}

impl Scale {
    /// A scale for a run.
    #[must_use]
    pub fn new(frame: Frame, axis: Axis, trace: &Trace, end: Micros) -> Self {
        let depths = depths(trace);
        let mut highest = 0;
        let reached = depths
            .iter()
            .map(|depth| {
                highest = highest.max(*depth);
                highest
            })
            .collect();
        let times = trace.entries.iter().map(|entry| entry.at).collect();
        Self { frame, axis, end, depths, reached, times }
    }

    fn span(&self) -> f32 {
        self.frame.width - self.frame.left - self.frame.right
    }

    fn deepest(&self) -> u32 {
        self.reached.last().copied().unwrap_or(0).max(1)
    }

    /// Where a moment stands by the clock.
    #[must_use]
    pub fn clock_x(&self, at: Micros) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
        let share = at.0 as f32 / self.end.0.max(1) as f32;
        self.frame.left + self.span() * share.min(1.0)
    }

    fn depth_x(&self, depth: u32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
        let share = depth as f32 / self.deepest() as f32;
        self.frame.left + self.span() * share
    }

    /// Where an entry stands.
    #[must_use]
    pub fn entry_x(&self, index: usize, at: Micros) -> f32 {
        match self.axis {
            Axis::Clock => self.clock_x(at),
            Axis::Cause => self.depth_x(self.depths.get(index).copied().unwrap_or(self.deepest())),
        }
    }

    /// Where the playhead stands after so many entries, at a moment.
    #[must_use]
    pub fn playhead_x(&self, entries: usize, at: Micros) -> f32 {
        match self.axis {
            Axis::Clock => self.clock_x(at),
            Axis::Cause => {
                let last = entries.checked_sub(1).and_then(|index| self.reached.get(index));
                self.depth_x(last.copied().unwrap_or(0))
            }
        }
    }

    /// The moment of the event that is drawn at a place.
    fn at_event(&self, x: f32) -> Micros {
        let close = |(index, at): (usize, &Micros)| {
            let gap = (self.entry_x(index, *at) - x).abs();
            (gap < 0.75).then_some((gap, *at))
        };
        let events = self.times.iter().enumerate().filter_map(close);
        let closest = events.min_by(|a, b| a.0.total_cmp(&b.0));
        closest.map_or_else(|| self.at_x(x), |(_, at)| at)
    }

    /// The moment at a place.
    #[must_use]
    pub fn at_x(&self, x: f32) -> Micros {
        let share = ((x - self.frame.left) / self.span().max(1.0)).clamp(0.0, 1.0);
        match self.axis {
            Axis::Clock => {
                #[expect(
                    clippy::cast_precision_loss,
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a share of the run, between 0 and its end"
                )]
                let micros = (f64::from(share) * self.end.0 as f64) as u64;
                Micros(micros)
            }
            Axis::Cause => {
                #[expect(
                    clippy::cast_precision_loss,
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a share of a small number"
                )]
                let depth = (share * self.deepest() as f32).round() as u32;
                let index = self.reached.partition_point(|it| *it < depth);
                self.times.get(index).or(self.times.last()).copied().unwrap_or(Micros::ZERO)
            }
        }
    }
}

/// A stretch of a row in one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Which row.
    pub row: u8,
    /// How it looks.
    pub look: Look,
    /// From here.
    pub x1: f32,
    /// To here.
    pub x2: f32,
    /// Its first entry.
    pub entry: usize,
}

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// What it is for.
    pub kind: Kind,
    /// Where it leaves.
    pub from: (f32, f32),
    /// Where it arrives, or dies.
    pub to: (f32, f32),
    /// Where its disc is; absent where there is no room.
    pub disc: Option<(f32, f32)>,
    /// Whether it died.
    pub lost: bool,
    /// Whether it carries a decision.
    pub solid: bool,
    /// The entry that sent it.
    pub entry: usize,
}

/// A mark on a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Which row.
    pub row: u8,
    /// Where.
    pub x: f32,
    /// What.
    pub what: MarkKind,
    /// Its entry.
    pub entry: usize,
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A forced write.
    Forced,
    /// An unforced write.
    Unforced,
    /// The coordinator's decision record.
    Decision(Decision),
    /// A crash.
    Crash,
    /// The log is read.
    Recovery,
    /// Its own NO.
    No,
}

/// A link that is cut, between two rows.
#[derive(Clone, Debug, PartialEq)]
pub struct CutMark {
    /// The rows it separates; drawn between them.
    pub rows: (u8, u8),
    /// From here.
    pub x1: f32,
    /// To here.
    pub x2: f32,
}

/// A phase of the protocol: a bracket above the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// Its number, from 1.
    pub number: u8,
    /// Of how many.
    pub of: u8,
    /// From here.
    pub x1: f32,
    /// To here.
    pub x2: f32,
    /// Whether it never finished.
    pub open: bool,
}

/// The whole drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// Its sizes.
    pub frame: Frame,
    /// How many rows.
    pub rows: u8,
    /// Its scale.
    pub scale: Scale,
    /// Ticks of the axis: where, and the moment or depth.
    pub ticks: Vec<(f32, u64)>,
    /// Thin lines where nothing is done: row, from, to.
    pub lifelines: Vec<(u8, f32, f32)>,
    /// Bars.
    pub bars: Vec<Bar>,
    /// Messages.
    pub arrows: Vec<Arrow>,
    /// Marks.
    pub marks: Vec<Mark>,
    /// Cuts.
    pub cuts: Vec<CutMark>,
    /// Phases.
    pub phases: Vec<Phase>,
}

/// From so many messages on there are no discs; beyond twice as many, no acknowledgements.
const CROWDED: usize = 400;

/// Draws a run.
#[must_use]
pub fn diagram(
    trace: &Trace,
    blocking: &Blocking,
    frame: Frame,
    axis: Axis,
    end: Micros,
) -> Diagram {
    let scale = Scale::new(frame, axis, trace, end);
    let mut pen = Pen { trace, blocking, scale: &scale, frame, lanes: Table::new(), bars: vec![] };
    let (marks, cuts) = pen.rows();
    let bars = std::mem::take(&mut pen.bars);
    let arrows = pen.arrows();
    let phases = pen.phases();
    Diagram {
        ticks: ticks(&scale, frame, axis),
        lifelines: lifelines(&bars, &scale, trace.processes),
        phases,
        bars,
        arrows,
        marks,
        cuts,
        rows: trace.processes,
        frame,
        scale,
    }
}

impl Diagram {
    /// The moment at a place; that of an event if one is drawn closer than `near`.
    #[must_use]
    pub fn snap(&self, x: f32, near: f32) -> Micros {
        let marks = self.marks.iter().map(|mark| mark.x);
        let arrows = self.arrows.iter().flat_map(|it| [it.from.0, it.to.0]);
        let closest = marks
            .chain(arrows)
            .filter(|it| (it - x).abs() <= near)
            .min_by(|a, b| (a - x).abs().total_cmp(&(b - x).abs()));
        let Some(event) = closest else { return self.scale.at_x(x) };
        self.scale.at_event(event)
    }
}

struct Pen<'a> {
    trace: &'a Trace,
    blocking: &'a Blocking,
    scale: &'a Scale,
    frame: Frame,
    /// The look of each row that is being drawn, since where and which entry.
    lanes: Table<u8, (Look, f32, usize)>,
    bars: Vec<Bar>,
}

impl Pen<'_> {
    /// Bars, marks and cuts, in one walk over the run.
    fn rows(&mut self) -> (Vec<Mark>, Vec<CutMark>) {
        let mut now = Snapshot::start(self.trace.processes);
        let mut marks = Vec::new();
        let mut cuts = Vec::new();
        let mut cut_since: Table<(ProcessId, ProcessId), f32> = Table::new();
        let mut edges = self.edges().into_iter().peekable();
        for (index, entry) in self.trace.entries.iter().enumerate() {
            while let Some(edge) = edges.next_if(|edge| *edge < entry.at) {
                let x = self.scale.entry_x(index, edge);
                self.look_again(&now, edge, x, index);
            }
            now.apply(entry);
            let x = self.scale.entry_x(index, entry.at);
            self.look_again(&now, entry.at, x, index);
            marks.extend(self.mark(&entry.event, &now, x, index));
            link(&entry.event, x, &mut cut_since, &mut cuts);
        }
        self.finish(&now);
        let last = self.scale.clock_x(self.trace.end);
        cuts.extend(cut_since.into_iter().map(|(ends, x1)| cut_mark(ends, x1, last)));
        (marks, cuts)
    }

    /// Moments at which somebody becomes blocked or is freed.
    fn edges(&self) -> Vec<Micros> {
        let spans = self.blocking.spans.iter();
        let mut edges: Vec<Micros> =
            spans.flat_map(|span| [Some(span.from), span.until]).flatten().collect();
        world::in_order(&mut edges, |it| *it);
        edges.dedup();
        edges
    }

    fn look_again(&mut self, now: &Snapshot, at: Micros, x: f32, index: usize) {
        for node in &now.nodes {
            let look = Look::of(node, self.blocking, at);
            let lane = self.lanes.or_insert(node.id.0, (Look::Init, x, index));
            if lane.0 != look {
                let (before, x1, entry) = std::mem::replace(lane, (look, x, index));
                push(&mut self.bars, node, before, x1, x, entry);
            }
        }
    }

    fn finish(&mut self, now: &Snapshot) {
        let end = if self.trace.quiet { self.scale.end } else { self.trace.end };
        let x2 = self.scale.entry_x(self.trace.entries.len(), end.max(self.trace.end));
        for node in &now.nodes {
            if let Some((look, x1, entry)) = self.lanes.remove(&node.id.0) {
                push(&mut self.bars, node, look, x1, x2, entry);
            }
        }
    }

    fn mark(&self, event: &Event, now: &Snapshot, x: f32, entry: usize) -> Option<Mark> {
        let (node, what) = match event {
            Event::Logged { node, decides: Some(decision), .. } if node.0 == 0 => {
                (*node, MarkKind::Decision(*decision))
            }
            Event::Logged { node, decides: Some(Decision::Abort), .. }
                if now.node(*node).vote == Some(false) =>
            {
                (*node, MarkKind::No)
            }
            Event::Logged { node, forced: true, .. } => (*node, MarkKind::Forced),
            Event::Logged { node, forced: false, .. } => (*node, MarkKind::Unforced),
            Event::Crashed { node, .. } => (*node, MarkKind::Crash),
            Event::Recovered { node } => (*node, MarkKind::Recovery),
            Event::Began
            | Event::Sent { .. }
            | Event::Rescheduled { .. }
            | Event::Arrived { .. }
            | Event::Lost { .. }
            | Event::Forcing { .. }
            | Event::Flushed { .. }
            | Event::Became { .. }
            | Event::Armed { .. }
            | Event::Disarmed { .. }
            | Event::TimedOut { .. }
            | Event::Locked { .. }
            | Event::Unlocked { .. }
            | Event::Checking { .. }
            | Event::Checked { .. }
            | Event::Told { .. }
            | Event::Ignored { .. }
            | Event::Paused { .. }
            | Event::Resumed { .. }
            | Event::MadeUnable { .. }
            | Event::Cut { .. }
            | Event::Healed { .. }
            | Event::Slowed { .. }
            | Event::Suspected { .. }
            | Event::Trusted { .. }
            | Event::Intervened { .. }
            | Event::Refused { .. } => return None,
        };
        Some(Mark { row: node.0, x, what, entry })
    }

    fn arrows(&self) -> Vec<Arrow> {
        // In a few pixels a row, messages would only be a tangle.
        if !self.frame.roomy {
            return Vec::new();
        }
        let ends = self.ends();
        let messages = self.trace.entries.iter().enumerate().filter_map(|(index, entry)| {
            let Event::Sent { id, from, to, kind, due, .. } = entry.event else { return None };
            Some((index, entry.at, id, from, to, kind, due))
        });
        let all: Vec<_> = messages.collect();
        let crowded = all.len() > CROWDED;
        let packed = all.len() > 2 * CROWDED;
        all.into_iter()
            .filter(|(.., kind, _)| !packed || (*kind != Kind::Ack && *kind != Kind::Ask))
            .map(|(index, at, id, from, to, kind, due)| {
                let end =
                    ends.get(&id).copied().unwrap_or(End { index: usize::MAX, at: due, why: None });
                self.arrow(index, at, (from, to), kind, due, end, crowded)
            })
            .collect()
    }

    /// When and how each message ended.
    fn ends(&self) -> Table<MessageId, End> {
        let mut ends = Table::new();
        for (index, entry) in self.trace.entries.iter().enumerate() {
            if let Event::Arrived { id } = entry.event {
                ends.insert(id, End { index, at: entry.at, why: None });
            } else if let Event::Lost { id, why } = entry.event {
                ends.insert(id, End { index, at: entry.at, why: Some(why) });
            }
        }
        ends
    }

    #[expect(clippy::too_many_arguments, reason = "one message, taken apart")]
    fn arrow(
        &self,
        index: usize,
        at: Micros,
        (from, to): (ProcessId, ProcessId),
        kind: Kind,
        due: Micros,
        end: End,
        crowded: bool,
    ) -> Arrow {
        let half = self.frame.bar.0 / 2.0;
        let down = to > from;
        let edge = |row: u8, below: bool| self.frame.lane(row) + if below { half } else { -half };
        let (y1, far) = (edge(from.0, down), edge(to.0, !down));
        let x1 = self.scale.entry_x(index, at);
        let x2 = self.scale.entry_x(end.index, end.at);
        #[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
        let share = match end.why {
            Some(Loss::Cut | Loss::Noise | Loss::Dropped) => {
                ((end.at - at).0 as f32 / (due - at).0.max(1) as f32).clamp(0.25, 1.0)
            }
            Some(Loss::ReceiverDown) | None => 1.0,
        };
        let doomed = matches!(end.why, Some(Loss::Cut | Loss::Noise)) && end.at == due;
        let share = if doomed { 0.5 } else { share };
        let y2 = y1 + (far - y1) * share;
        let middle = (f32::midpoint(x1, x2), f32::midpoint(y1, y2));
        Arrow {
            kind,
            from: (x1, y1),
            to: (x2, y2),
            disc: (self.frame.roomy && !crowded).then_some(middle),
            lost: end.why.is_some(),
            solid: is_solid(kind),
            entry: index,
        }
    }

    /// The phases, from what the coordinator and the first decision did.
    fn phases(&self) -> Vec<Phase> {
        let marks = PhaseMarks::of(self.trace);
        let Some(asked) = marks.asked else { return Vec::new() };
        let of = if marks.precommit.is_some() { 3 } else { 2 };
        let mut bounds = vec![Some(asked)];
        if of == 3 {
            bounds.push(marks.precommit);
        }
        bounds.push(marks.decided);
        let ends = [bounds.get(1).copied().flatten(), bounds.get(2).copied().flatten(), marks.done];
        let last =
            if of == 3 { [ends[0], ends[1], marks.done] } else { [ends[0], marks.done, None] };
        let starts = bounds.into_iter().flatten();
        (1..=of)
            .zip(starts)
            .zip(last)
            .map(|((number, from), until)| self.phase(number, of, from, until))
            .collect()
    }

    fn phase(&self, number: u8, of: u8, from: usize, until: Option<usize>) -> Phase {
        let x = |index: usize| {
            let at = self.trace.entries.get(index).map_or(self.scale.end, |entry| entry.at);
            self.scale.entry_x(index, at)
        };
        let x2 = until.map_or(self.scale.clock_x(self.scale.end), x);
        Phase { number, of, x1: x(from), x2: x2.max(x(from)), open: until.is_none() }
    }
}

/// How a message ended.
#[derive(Clone, Copy, Debug)]
struct End {
    index: usize,
    at: Micros,
    why: Option<Loss>,
}

/// The entries at which phases begin and end.
#[derive(Debug, Default)]
struct PhaseMarks {
    asked: Option<usize>,
    precommit: Option<usize>,
    decided: Option<usize>,
    done: Option<usize>,
}

impl PhaseMarks {
    fn of(trace: &Trace) -> Self {
        let mut marks = Self::default();
        let mut now = Snapshot::start(trace.processes);
        for (index, entry) in trace.entries.iter().enumerate() {
            now.apply(entry);
            if let Event::Sent { kind, .. } = entry.event {
                marks.sent(kind, index);
            } else if let Event::Logged { decides: Some(_), .. } = entry.event {
                let alone = now.nodes.iter().skip(1).any(|it| it.vote == Some(false));
                if !alone || now.nodes[0].decided.len() == 1 {
                    marks.decided.get_or_insert(index);
                }
            }
            if now.nodes.iter().all(|node| !node.decided.is_empty()) {
                marks.done.get_or_insert(index);
            }
        }
        marks
    }

    fn sent(&mut self, kind: Kind, index: usize) {
        match kind {
            Kind::Prepare => self.asked = self.asked.or(Some(index)),
            Kind::PreCommit => self.precommit = self.precommit.or(Some(index)),
            Kind::Yes
            | Kind::No
            | Kind::Commit
            | Kind::Abort
            | Kind::Ack
            | Kind::Ask
            | Kind::State => {}
        }
    }
}

/// Whether it carries knowledge of a decision: drawn solid.
#[must_use]
pub fn is_solid(kind: Kind) -> bool {
    match kind {
        Kind::PreCommit | Kind::Commit | Kind::Abort => true,
        Kind::Prepare | Kind::Yes | Kind::No | Kind::Ack | Kind::Ask | Kind::State => false,
    }
}

fn push(bars: &mut Vec<Bar>, node: &NodeView, look: Look, x1: f32, x2: f32, entry: usize) {
    let drawn = match look {
        Look::Init | Look::Crashed => false,
        Look::Working
        | Look::Prepared
        | Look::InDoubt
        | Look::PreCommitted
        | Look::Committed
        | Look::Aborted
        | Look::Paused => true,
    };
    if drawn && x2 > x1 {
        bars.push(Bar { row: node.id.0, look, x1, x2, entry });
    }
}

fn link(
    event: &Event,
    x: f32,
    since: &mut Table<(ProcessId, ProcessId), f32>,
    cuts: &mut Vec<CutMark>,
) {
    if let Event::Cut { a, b } = event {
        since.insert((*a, *b), x);
    } else if let Event::Healed { a, b } = event
        && let Some(x1) = since.remove(&(*a, *b))
    {
        cuts.push(cut_mark((*a, *b), x1, x));
    }
}

fn cut_mark((a, b): (ProcessId, ProcessId), x1: f32, x2: f32) -> CutMark {
    CutMark { rows: (a.0, b.0), x1, x2 }
}

/// Thin lines in the gaps between bars, from the start to the end.
fn lifelines(bars: &[Bar], scale: &Scale, rows: u8) -> Vec<(u8, f32, f32)> {
    let mut lines = Vec::new();
    for row in 0..rows {
        let mut x = scale.frame.left;
        for bar in bars.iter().filter(|bar| bar.row == row) {
            if bar.x1 > x {
                lines.push((row, x, bar.x1));
            }
            x = x.max(bar.x2);
        }
        let end = scale.frame.width - scale.frame.right;
        if x == scale.frame.left && x < end {
            lines.push((row, x, end));
        }
    }
    lines
}

fn ticks(scale: &Scale, frame: Frame, axis: Axis) -> Vec<(f32, u64)> {
    let whole = match axis {
        Axis::Clock => scale.end.0,
        Axis::Cause => u64::from(scale.deepest()),
    };
    let step = nice_step(whole, u64::from(frame.ticks));
    let count = whole / step.max(1);
    (0..=count)
        .map(|index| {
            let value = index * step;
            let x = match axis {
                Axis::Clock => scale.clock_x(Micros(value)),
                Axis::Cause => scale.depth_x(u32::try_from(value).unwrap_or(u32::MAX)),
            };
            (x, value)
        })
        .collect()
}

/// 1, 2 or 5 and zeros: the smallest that gives at most `most` steps.
fn nice_step(whole: u64, most: u64) -> u64 {
    let mut power = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = factor * power;
            if whole / step < most {
                return step;
            }
        }
        power *= 10;
    }
}
