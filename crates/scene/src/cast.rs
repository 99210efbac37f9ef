//! Who stands on the stage, in one language.

use analysis::Decimal;
use scenario::{Lang, Scenario};
use world::ProcessId;

/// One person, bank or shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Which process.
    pub id: ProcessId,
    /// Its key in the scenario file.
    pub key: String,
    /// "C", "P1", ...
    pub badge: String,
    /// The name in the reader's language.
    pub name: String,
    /// The name in Devanagari, where the reader's language is another.
    pub hindi: Option<String>,
    /// What it does, or what it has at stake.
    pub role: String,
    /// Its portrait in the sprite.
    pub portrait: String,
    /// What it locks: "15 Dec".
    pub resource: Option<String>,
    /// Its account: whose, what it holds, what COMMIT moves.
    pub account: Option<Account>,
}

/// An account on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub holder: String,
    /// The balance before.
    pub holds: Decimal,
    /// What COMMIT adds.
    pub moves: Decimal,
}

/// Everybody, the coordinator first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cast(pub Vec<Person>);

impl Cast {
    /// The cast of a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario, lang: Lang) -> Self {
        let planner = &scenario.coordinator;
        // A long name leaves no room for a second one beside it.
        let hindi = |name: &scenario::Text| {
            let room = name.get(lang).chars().count() + name.hi.chars().count() <= 15;
            (room && lang != Lang::Hi && name.hi != name.en).then(|| name.hi.clone())
        };
        let coordinator = Person {
            id: ProcessId(0),
            key: planner.key.clone(),
            badge: "C".to_owned(),
            name: planner.name.get(lang).to_owned(),
            hindi: hindi(&planner.name),
            role: planner.role.get(lang).to_owned(),
            portrait: planner.portrait.clone(),
            resource: None,
            account: None,
        };
        let others = (1..).zip(&scenario.participants).map(|(id, it)| Person {
            id: ProcessId(id),
            key: it.key.clone(),
            badge: format!("P{id}"),
            name: it.name.get(lang).to_owned(),
            hindi: hindi(&it.name),
            role: it.stake.get(lang).to_owned(),
            portrait: it.portrait.clone(),
            resource: Some(it.resource.get(lang).to_owned()),
            account: it.account.as_ref().map(|account| Account {
                holder: account.holder.get(lang).to_owned(),
                holds: account.holds,
                moves: account.moves,
            }),
        });
        Self(std::iter::once(coordinator).chain(others).collect())
    }

    /// One of them.
    #[must_use]
    pub fn person(&self, id: ProcessId) -> Option<&Person> {
        self.0.get(usize::from(id.0))
    }

    /// The name of one of them.
    #[must_use]
    pub fn name(&self, id: ProcessId) -> &str {
        self.person(id).map_or("?", |person| &person.name)
    }

    /// How many vote.
    #[must_use]
    pub fn participants(&self) -> u8 {
        u8::try_from(self.0.len().saturating_sub(1)).unwrap_or(u8::MAX)
    }

    /// Whether anybody has an account.
    #[must_use]
    pub fn has_money(&self) -> bool {
        self.0.iter().any(|person| person.account.is_some())
    }
}
