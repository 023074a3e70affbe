//! One of the many cases: what it is about and how it went, drawn but the same every time.
//! It is written at once with its final state.

use madoguchi_contract::cases::{CaseState, Side};

use super::{DAY, Random, SUBJECTS, TURNS, world::World};
use crate::{
    cases::{
        opening::{self, NewRow},
        stream::{self, By, Said},
    },
    problem::Problem,
    store::Tx,
};

const MINUTE: i64 = 60_000;

/// A case whose course is drawn.
pub(super) struct Drawn {
    subject: usize,
    /// Distinguishes subjects that are otherwise the same.
    device: u64,
    contract: (i64, Option<i64>),
    person: usize,
    opened: i64,
    /// Minutes between two entries.
    pace: i64,
    turns: usize,
    state: CaseState,
}

impl Drawn {
    pub(super) fn new(
        world: &World,
        random: &mut Random,
        place: i64,
        opened: i64,
        now: i64,
    ) -> Self {
        let contract = &world.contracts[random.below(world.contracts.len())];
        let service = contract.services[random.below(contract.services.len())];
        let subject = random.below(SUBJECTS.len());
        let may_be_open = contract.may_have_open(SUBJECTS[subject].0);
        // Some cases concern no service in particular.
        let service = (random.below(10) > 0).then_some(service);
        let recent = may_be_open && now - opened < 45 * DAY;
        let state = match (recent, random.below(10)) {
            (true, 0) => CaseState::New,
            (true, 1 | 2) => CaseState::InProgress,
            (true, 3) => CaseState::AwaitingCustomer,
            // Only what was resolved lately still waits to be closed.
            (true, 4) if now - opened < 10 * DAY => CaseState::Resolved,
            _ => CaseState::Closed,
        };
        Self {
            subject,
            device: place as u64 % 997,
            contract: (contract.id, service),
            person: random.below(world.people.len()),
            opened,
            pace: 5 + random.below(90) as i64,
            // Nobody has looked at a new case yet.
            turns: if state == CaseState::New { 0 } else { random.below(TURNS.len() + 1) },
            state,
        }
    }

    pub(super) async fn insert(&self, tx: &mut Tx, world: &World) -> Result<(), Problem> {
        let (category, asked, subject, _) = SUBJECTS[self.subject];
        let (person, name) = &world.people[self.person];
        let customer =
            By { side: Side::Customer, user_id: Some(*person), name: Some(name.clone()) };
        let desk = By::desk(Some("窓口担当 小川".to_owned()));
        let first = if asked { &customer } else { &desk };

        let mut entries = vec![(first, said(&world.subjects[self.subject]))];
        for [from_desk, from_customer] in &world.turns[..self.turns] {
            entries.push((&desk, said(from_desk)));
            entries.push((&customer, said(from_customer)));
        }
        let moves = |by, from, to| (by, Said::State { from, to, reason: None });
        if self.state != CaseState::New {
            entries.insert(1, moves(&desk, CaseState::New, CaseState::InProgress));
        }
        match self.state {
            CaseState::AwaitingCustomer => {
                entries.push(moves(&desk, CaseState::InProgress, CaseState::AwaitingCustomer));
            }
            CaseState::Resolved | CaseState::Closed => {
                entries.push(moves(&desk, CaseState::InProgress, CaseState::Resolved));
            }
            _ => {}
        }
        if self.state == CaseState::Closed {
            entries.push(moves(&customer, CaseState::Resolved, CaseState::Closed));
        }

        let at = |place: usize| self.opened + place as i64 * self.pace * MINUTE;
        let updated_at = at(entries.len() - 1);
        let number = opening::next_number(tx).await?;
        let row = NewRow {
            number: &number,
            customer_number_id: self.contract.0,
            service_id: self.contract.1,
            category_id: world.category(category)?,
            subject: &format!("{subject}（{:03}）", self.device),
            contact: asked.then_some((*person, name.as_str())),
            state: self.state,
            created_at: self.opened,
            updated_at,
            resolved_at: (self.state == CaseState::Resolved).then_some(updated_at),
            activity_count: entries.len() as i64,
        };
        let case = opening::insert(tx, &row).await?;
        for (place, (by, said)) in entries.into_iter().enumerate() {
            stream::insert_entry(tx, (case.id, place as i64 + 1), at(place), by, said).await?;
        }
        Ok(())
    }
}

fn said((json, text): &(String, String)) -> Said<'_> {
    Said::Comment { json, text }
}
