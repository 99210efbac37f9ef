//! The stage at a moment: cards, links, messages, and what stands under the coordinator.

use analysis::Verdict;
use scenario::Scenario;
use world::Micros;

use crate::card::{Card, Looking};
use crate::flight::{Chip, Cross, LinkView};
use crate::foot::Foot;
use crate::words::Word;

/// Everything on the stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The cards, the coordinator first.
    pub cards: Vec<Card>,
    /// The links.
    pub links: Vec<LinkView>,
    /// Messages under way.
    pub chips: Vec<Chip>,
    /// Where messages died.
    pub crosses: Vec<Cross>,
    /// Under the coordinator.
    pub foot: Foot,
    /// Between the coordinator and its foot.
    pub caption: Option<String>,
    /// The viewBox of the drawings.
    pub view_box: String,
}

impl Looking<'_> {
    /// The stage. With `still`, messages stand half way instead of travelling.
    #[must_use]
    pub fn stage(&self, scenario: &Scenario, verdict: &Verdict, still: bool) -> Stage {
        let money = self.money(&verdict.money);
        Stage {
            cards: self.cast.0.iter().map(|person| self.card(person)).collect(),
            links: self.links(),
            chips: self.chips(still),
            crosses: self.crosses(Micros(scenario_step(self.unit))),
            foot: money.unwrap_or_else(|| self.client(scenario)),
            caption: self.caption(),
            view_box: self.map.view_box(),
        }
    }

    /// A decision on the disk of a coordinator that is down: nobody else can read it.
    fn caption(&self) -> Option<String> {
        let coordinator = self.now.nodes.first()?;
        let decided = coordinator.log.iter().any(|line| line.decides.is_some());
        (coordinator.crashed.is_some() && decided)
            .then(|| Word::OnlyReader.with(self.lang, &[self.cast.name(coordinator.id)]))
    }
}

/// For how long a cross is fresh.
fn scenario_step(unit: scenario::Unit) -> u64 {
    match unit {
        scenario::Unit::Seconds => 600_000,
        scenario::Unit::Millis => 10_000,
    }
}
