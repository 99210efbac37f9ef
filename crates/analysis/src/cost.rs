//! What a run cost: messages, writes, time.

use world::Table;

use world::{Event, Micros, ProcessId, Snapshot, Trace};

/// The cost of a run, up to some moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Messages sent, acknowledgements counted, copies made by the network not counted.
    pub messages: u32,
    /// Records that were forced to disk.
    pub forced: u32,
    /// Records that were written lazily.
    pub unforced: u32,
    /// From the client's question to its answer.
    pub client: Option<Micros>,
    /// From the client's question until the last lock was released.
    pub unlocked: Option<Micros>,
    /// For how long each participant held its locks.
    pub lock_time: Table<ProcessId, Micros>,
}

impl Cost {
    /// The longest time that anybody held locks.
    #[must_use]
    pub fn longest_lock(&self) -> Micros {
        self.lock_time.values().copied().max().unwrap_or(Micros::ZERO)
    }
}

/// Adds up what the run has cost at the moment of the snapshot.
#[must_use]
pub fn cost(trace: &Trace, now: &Snapshot) -> Cost {
    let (lock_time, last_unlock) = locks(trace, now);
    let since = |at: Micros| at - now.began.unwrap_or(Micros::ZERO);
    let free = now.nodes.iter().all(|node| node.locked.is_none());
    Cost {
        messages: now.sent - now.copies,
        forced: now.forced,
        unforced: now.unforced,
        client: now.told.first().map(|(_, at)| since(*at)),
        unlocked: last_unlock.filter(|_| free).map(since),
        lock_time,
    }
}

/// A crash of one that promised does not release its locks: they stand in its log.
fn locks(trace: &Trace, now: &Snapshot) -> (Table<ProcessId, Micros>, Option<Micros>) {
    let mut held: Table<ProcessId, Micros> = Table::new();
    let mut promised: Table<ProcessId, bool> = Table::new();
    let mut total: Table<ProcessId, Micros> = Table::new();
    let mut last = None;
    let mut release = |held: &mut Table<ProcessId, Micros>, node: ProcessId, at: Micros| {
        if let Some(since) = held.remove(&node) {
            let sum = total.or_insert(node, Micros::ZERO);
            *sum = *sum + (at - since);
            last = Some(at);
        }
    };
    for entry in trace.entries.iter().take(now.done()) {
        if let Event::Locked { node } = entry.event {
            held.or_insert(node, entry.at);
        } else if let Event::Unlocked { node } = entry.event {
            release(&mut held, node, entry.at);
        } else if let Event::Logged { node, promises, decides, .. } = entry.event {
            let bound = promises || (promised.get(&node) == Some(&true) && decides.is_none());
            promised.insert(node, bound);
        } else if let Event::Crashed { node, .. } = entry.event
            && promised.get(&node) != Some(&true)
        {
            release(&mut held, node, entry.at);
        }
    }
    for (node, since) in held {
        let sum = total.or_insert(node, Micros::ZERO);
        *sum = *sum + (now.at - since);
    }
    (total, last)
}
