//! What stands under the coordinator: what the person with the phone is told, or the money check.

use analysis::{Money, Stakes, Verdict};
use scenario::{Lang, Scenario};
use world::{Decision, Micros, Snapshot};

use crate::card::Looking;
use crate::format::{Clock, rupees};
use crate::words::Word;

/// The foot of the stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foot {
    /// The client's phone.
    Client {
        /// Its portrait.
        portrait: String,
        /// "Priya's app says".
        who: String,
        /// What it says.
        says: String,
        /// The same, short.
        short: String,
        /// For how long, or since when.
        clock: String,
    },
    /// Where every rupee is.
    Money {
        /// The total, and whether it is the same as before.
        total: String,
        /// Whether it still adds up.
        good: bool,
        /// The parts of the bar.
        parts: Vec<Part>,
        /// A sentence under it.
        note: &'static str,
    },
}

/// A part of the money bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it says.
    pub label: String,
    /// "held", "promised" or "received".
    pub kind: &'static str,
    /// Its share, in whole rupees.
    pub grow: u64,
}

impl Looking<'_> {
    /// What the client is told.
    #[must_use]
    pub fn client(&self, scenario: &Scenario) -> Foot {
        let client = &scenario.client;
        let name = client.name.get(self.lang);
        let told = self.now.told.last();
        let says = match told {
            Some((Decision::Commit, _)) => &client.commit,
            Some((Decision::Abort, _)) => &client.abort,
            None if self.now.began.is_none() || self.at == Micros::ZERO => &client.ready,
            None => &client.waiting,
        };
        let clock = match (told, self.now.began) {
            (Some((_, at)), _) => self.unit.short(*at),
            (None, Some(began)) => self.unit.short(self.at - began),
            (None, None) => self.unit.short(Micros::ZERO),
        };
        Foot::Client {
            portrait: client.portrait.clone(),
            who: Word::AppSays.with(self.lang, &[name]),
            says: says.get(self.lang).to_owned(),
            short: name.to_owned(),
            clock,
        }
    }

    /// Where the money is: in accounts, or on its way from one to another.
    #[must_use]
    pub fn money(&self, money: &Money) -> Option<Foot> {
        let total = money.total?;
        let holders = self.cast.0.iter().filter_map(|it| Some((it, it.account.as_ref()?)));
        let mut parts = Vec::new();
        let mut on_its_way = analysis::Decimal::ZERO;
        for (person, account) in holders {
            let node = self.now.node(person.id);
            let committed = node.decided.last().map(|(it, _)| *it) == Some(Decision::Commit);
            let balance = if committed { account.holds + account.moves } else { account.holds };
            let debit = account.moves < analysis::Decimal::ZERO;
            let promised = debit && !committed && node.in_doubt();
            let free = if promised { balance + account.moves } else { balance };
            on_its_way += if promised { -account.moves } else { analysis::Decimal::ZERO };
            on_its_way += pending(committed, account.moves);
            let kind = if debit { "held" } else { "received" };
            let label = format!("{} {}", account.holder, bare(free));
            parts.push((debit, Part { label, kind, grow: whole(free) }));
        }
        world::in_order(&mut parts, |(debit, _)| !debit);
        let mut bar: Vec<Part> = parts.into_iter().map(|(_, part)| part).collect();
        if on_its_way > analysis::Decimal::ZERO {
            let label = bare(on_its_way);
            bar.insert(1.min(bar.len()), Part { label, kind: "promised", grow: whole(on_its_way) });
        }
        let promised = bar.iter().any(|part| part.kind == "promised");
        let note = match (money.conserved, promised) {
            (false, _) => Word::MoneySplit,
            (true, true) => Word::MoneyStriped,
            (true, false) => Word::MoneySettled,
        };
        Some(Foot::Money {
            total: rupees(total),
            good: money.conserved,
            parts: bar,
            note: note.to(self.lang),
        })
    }
}

/// What a committed side has let go and the other has not taken yet cancels out in the sum.
fn pending(committed: bool, moves: analysis::Decimal) -> analysis::Decimal {
    if committed { -moves } else { analysis::Decimal::ZERO }
}

fn whole(amount: analysis::Decimal) -> u64 {
    u64::try_from(amount.round().mantissa().max(0)).unwrap_or(0)
}

/// The money of a run at a moment.
#[must_use]
pub fn money_of(stakes: &Stakes, now: &Snapshot) -> Money {
    stakes.money(now)
}

/// A sum for the outcome strip.
#[must_use]
pub fn total_of(verdict: &Verdict, lang: Lang) -> Option<(String, &'static str)> {
    let total = verdict.money.total?;
    let word = if verdict.money.conserved { Word::SameAsBefore } else { Word::MoneyBroken };
    Some((rupees(total), word.to(lang)))
}

/// A sum without its sign of currency, where the panel's head has it already.
fn bare(amount: analysis::Decimal) -> String {
    rupees(amount).replace('₹', "")
}
