//! The bureau: the real router over the real intake, on a database in memory, with a clock that may be wrong. It dies
//! and comes back.

use crate::{
    chance::Chance,
    post::{self, About, Request},
    world_setup::{self, BEGIN, Works},
};
use anyhow::{Context, Result};
use axum::Router;
use civil_affairs_cases::{
    DefinitionRegistry, Intake, Keys, Moment, NotMoved, OfficerMove, advance, upkeep,
};
use civil_affairs_domain::{
    form::definition::ServiceDefinition,
    protocol::wire::{ApiProblem, ProblemCode, Received},
    sync::HttpReply,
    value::id::SubmissionId,
    value::instant::Instant,
    value::sha256::Sha256,
};
use civil_affairs_server::http::{Site, router};
use civil_affairs_store::{CaseRow, Cut, Filter, PublicDetail, Step, Store};
use std::{collections::BTreeMap, path::Path, sync::Arc};
use tower::ServiceExt;

/// What sending again can help against.
const PASSING: [ProblemCode; 3] = [
    ProblemCode::DigestMismatch,
    ProblemCode::Internal,
    ProblemCode::Unavailable,
];
/// See the module.
pub struct Bureau<'a> {
    works: &'a Works<'a>,
    store: Store,
    site: Site,
    router: Router,
    /// Which definitions are in force.
    version: usize,
    /// Its clock is off by so much, milliseconds.
    pub off: i64,
    /// Nobody listens before.
    pub down_until: i64,
    /// A mistake: older definitions are forgotten.
    pub forgets_versions: bool,
    /// How often it said that something was received now, and the receipt.
    pub first_answers: BTreeMap<SubmissionId, (u32, String)>,
    /// Why it has refused, by id.
    pub refused: BTreeMap<SubmissionId, Vec<ProblemCode>>,
    /// The last step of each submission.
    pub cursors: BTreeMap<SubmissionId, u64>,
}

impl<'a> Bureau<'a> {
    /// A new one, with the older definitions in force.
    pub fn new(works: &'a Works<'a>) -> Result<Bureau<'a>> {
        let store = works
            .runtime
            .block_on(Store::of_image(&works.setup.image))?;
        let intake =
            works
                .runtime
                .block_on(world_setup::open(&store, works.setup.catalogue(0), 2))?;
        let (site, router) = assemble(works, intake);
        Ok(Bureau {
            works,
            store,
            site,
            router,
            version: 0,
            off: 0,
            down_until: 0,
            forgets_versions: false,
            first_answers: BTreeMap::new(),
            refused: BTreeMap::new(),
            cursors: BTreeMap::new(),
        })
    }

    /// The intake.
    pub fn intake(&self) -> &Intake {
        &self.site.intake
    }

    /// Which definitions are in force.
    pub fn version(&self) -> usize {
        self.version
    }

    fn moment(&self, now: i64, chance: &mut Chance) -> Result<Moment> {
        let now = Instant::from_unix_millis(BEGIN + now + self.off).context("a moment")?;
        Ok(Moment::new(now, chance.bytes()))
    }

    /// What it answers. A write of the given kind fails; whether one did stands in the answer.
    pub fn answer(
        &mut self,
        now: i64,
        request: &Request,
        cut: Option<Cut>,
        chance: &mut Chance,
    ) -> Result<HttpReply> {
        let mut sent = request.to_http()?;
        sent.extensions_mut().insert(self.moment(now, chance)?);
        let http = self.works.runtime.block_on(async {
            if let Some(cut) = cut {
                self.store.fail_at(cut).await?;
            }
            let response = match self.router.clone().oneshot(sent).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            if cut.is_some() {
                self.store.mend().await?;
            }
            anyhow::Ok(post::read(response).await?)
        })?;
        self.note(&request.about, &http)?;
        Ok(http)
    }

    /// Keeps in mind what was answered, to be held against it.
    fn note(&mut self, about: &About, http: &HttpReply) -> Result<()> {
        match about {
            About::Submit(id) if http.status == 201 || http.status == 200 => {
                let received: Received = serde_json::from_slice(&http.body)?;
                let (news, first) = self
                    .first_answers
                    .entry(*id)
                    .or_insert((0, received.receipt.clone()));
                *news += u32::from(http.status == 201);
                if *first != received.receipt {
                    // Another answer than the first counts like another submission.
                    *news += 1;
                }
                self.advanced(id)?;
            }
            About::Submit(id) => {
                let ApiProblem { code, .. } = serde_json::from_slice(&http.body)?;
                if !PASSING.contains(&code) {
                    self.refused.entry(*id).or_default().push(code);
                }
            }
            About::Act(id, _) => self.advanced(id)?,
            _ => {}
        }
        Ok(())
    }

    fn advanced(&mut self, id: &SubmissionId) -> Result<()> {
        let last = self.steps(id)?.last().map_or(0, |step| step.seq);
        self.cursors.insert(*id, last);
        Ok(())
    }

    /// Puts the newer definitions in force, while it runs.
    pub fn update(&mut self, now: i64, chance: &mut Chance) -> Result<()> {
        self.version = 1;
        let now = self.moment(now, chance)?.now;
        let compiled = self.works.setup.catalogue(1);
        if self.forgets_versions {
            return self.restart();
        }
        let put = self.intake().definitions.put(&self.store, compiled, now);
        Ok(self.works.runtime.block_on(put)?)
    }

    /// A mistake: one place too many is in force.
    pub fn overbook(&mut self) -> Result<()> {
        let now = Instant::from_unix_millis(BEGIN).context("a moment")?;
        let generous = &self.works.setup.generous;
        let put = self.intake().definitions.put(&self.store, generous, now);
        Ok(self.works.runtime.block_on(put)?)
    }

    /// Starts anew from what is in the database, with another chance: keys and older definitions are found there.
    pub fn restart(&mut self) -> Result<()> {
        let compiled = self.works.setup.catalogue(self.version);
        let runtime = &self.works.runtime;
        let mut intake = runtime.block_on(world_setup::open(&self.store, compiled, 3))?;
        if self.forgets_versions {
            let now = Instant::from_unix_millis(BEGIN).context("a moment")?;
            intake.definitions = runtime.block_on(async {
                let elsewhere = Store::memory().await?;
                anyhow::Ok(DefinitionRegistry::open(&elsewhere, compiled, now).await?)
            })?;
        }
        (self.site, self.router) = assemble(self.works, intake);
        Ok(())
    }

    /// The database as it is now.
    pub fn image(&self) -> Result<Vec<u8>> {
        Ok(self.works.runtime.block_on(self.store.image())?)
    }

    /// A mistake: starts anew from an older database.
    pub fn fall_back(&mut self, image: &[u8]) -> Result<()> {
        self.store = self.works.runtime.block_on(Store::of_image(image))?;
        self.restart()
    }

    /// An officer moves an application on, as its service allows. False where there is nowhere to go.
    pub fn advance(&mut self, now: i64, id: &SubmissionId, chance: &mut Chance) -> Result<bool> {
        let Some(held) = self.held(id)? else {
            return Ok(false);
        };
        let Ok(rule_set) = self.intake().rule_set(&held) else {
            return Ok(false);
        };
        let Some(wanted) = onward(&rule_set.service, &held.state, chance) else {
            return Ok(false);
        };
        let at = self.moment(now, chance)?;
        let moved = advance(self.intake(), &at, *id, wanted);
        match self.works.runtime.block_on(moved) {
            Ok(_) => {}
            // Nobody else may do it, or no slot was named.
            Err(NotMoved::Actor { .. } | NotMoved::NoSlot { .. }) => return Ok(false),
            Err(other) => return Err(other.into()),
        }
        self.advanced(id)?;
        Ok(true)
    }

    /// What the server does by itself every minute: what is over lapses, what has outlived its time is erased.
    pub fn keep_up(&mut self, now: i64, chance: &mut Chance) -> Result<()> {
        let at = self.moment(now, chance)?;
        self.works.runtime.block_on(upkeep(self.intake(), &at))?;
        for id in self.cursors.keys().copied().collect::<Vec<_>>() {
            self.advanced(&id)?;
        }
        Ok(())
    }

    /// The operator puts a new signing key in force, while it runs.
    pub fn rotate(&mut self, now: i64, chance: &mut Chance) -> Result<()> {
        let (now, seed) = (self.moment(now, chance)?.now, chance.bytes());
        Ok(self.works.runtime.block_on(async {
            Keys::rotate(&self.store, now, seed).await?;
            self.site.intake.keys.reload(&self.store).await
        })?)
    }

    /// What it holds under an id.
    pub fn held(&self, id: &SubmissionId) -> Result<Option<CaseRow>> {
        Ok(self.works.runtime.block_on(self.store.submission(*id))?)
    }

    /// Everything that happened to a submission.
    pub fn steps(&self, id: &SubmissionId) -> Result<Vec<Step>> {
        Ok(self.works.runtime.block_on(self.store.steps(*id, 0))?)
    }

    /// Everything it holds.
    pub fn all(&self) -> Result<Vec<CaseRow>> {
        let all = Filter {
            service: None,
            state: None,
            overdue: None,
            most: 10_000,
        };
        Ok(self.works.runtime.block_on(self.store.list(&all))?)
    }

    /// Whether it has the whole of a file.
    pub fn has_file(&self, id: &SubmissionId, sha256: Sha256) -> Result<bool> {
        let file = self.works.runtime.block_on(self.store.file(*id, sha256))?;
        Ok(file.is_some_and(|file| file.complete))
    }

    /// Whether it has anything of a file.
    pub fn knows_file(&self, id: &SubmissionId, sha256: Sha256) -> Result<bool> {
        let file = self.works.runtime.block_on(self.store.file(*id, sha256))?;
        Ok(file.is_some())
    }

    /// How many places of a slot are given away.
    pub fn places(&self, slot: &civil_affairs_domain::value::slot::SlotId) -> Result<usize> {
        Ok(self
            .works
            .runtime
            .block_on(async {
                let mut writing = self.store.write().await?;
                writing.numbers(slot).await
            })?
            .len())
    }
}

fn assemble(works: &Works<'_>, intake: Intake) -> (Site, Router) {
    let mut site = works.site.clone();
    site.intake = Arc::new(intake);
    site.attempts = Arc::default();
    // Nobody asks for a page here.
    let router = router(Path::new("no-pages"), site.clone());
    (site, router)
}

/// What an officer may do with an application.
fn onward(service: &ServiceDefinition, from: &str, chance: &mut Chance) -> Option<OfficerMove> {
    let next: Vec<_> = service
        .states
        .iter()
        .filter(|state| service.may(from, &state.id))
        .collect();
    let state = chance.pick(&next)?;
    Some(OfficerMove {
        to: state.id.to_string(),
        reason: chance.pick(&state.reasons).cloned(),
        told: PublicDetail {
            note: Some("样例".to_owned()),
            ..PublicDetail::default()
        },
        ..OfficerMove::default()
    })
}
