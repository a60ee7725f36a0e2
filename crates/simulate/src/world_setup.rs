//! What all worlds stand on, made once: the project's own definitions in two versions, forms that are filled in, and a
//! database in which the older version is in force.

use crate::post::digest;
use anyhow::{Context, Result};
use civil_affairs_cases::{Intake, Moment};
use civil_affairs_definitions::{self as definitions, Compiled};
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::catalogue::Catalogue,
    value::instant::Instant,
};
use civil_affairs_server::http::{CatalogueStore, Site};
use civil_affairs_store::Store;
pub use civil_affairs_testkit::people::couple as pair;
use std::path::Path;
use tokio::runtime::{Builder, Runtime};

/// Worlds begin on Tuesday, 2026-12-01, 12:40 in Yiwu. Milliseconds since 1970.
pub const BEGIN: i64 = 1_796_100_000_000;
/// Couples that a slot takes.
pub const CAPACITY: u32 = 1;
/// Services, each with a form that is filled in.
pub const SERVICES: [&str; 3] = [
    "temporary-assistance",
    "marriage-appointment",
    "senior-card",
];

/// Parameters that the bureau has not set yet, and the simulation needs.
const SET: [(&str, &str); 4] = [
    ("slot_capacity", "1"),
    ("opening_hours", "09:00-10:00"),
    ("senior_card_issue_enabled", "true"),
    ("files_enabled", "true"),
];

/// See the module.
pub struct WorldSetup {
    /// The definitions in force first, and those that come.
    pub catalogues: [Compiled; 2],
    /// A mistake: the same with one place too many in each slot.
    pub generous: Compiled,
    /// A database in which the first are in force.
    pub image: Vec<u8>,
}

/// What one thread works with.
pub struct Works<'a> {
    /// What all stand on.
    pub setup: &'a WorldSetup,
    /// Runs the server's functions.
    pub runtime: Runtime,
    /// The server's parts that no world changes.
    pub site: Site,
}

impl WorldSetup {
    /// Reads the data files of the project in a folder.
    pub fn new(root: &Path) -> Result<WorldSetup> {
        let own = definitions::load(&root.join("services"), &root.join("policy"))?;
        let mut older = own.catalogue;
        for (key, value) in SET {
            set(&mut older, key, value)?;
        }
        let mut newer = older.clone();
        for service in &mut newer.services {
            service.summary.zh.push('。');
        }
        let mut generous = older.clone();
        set(&mut generous, "slot_capacity", &(CAPACITY + 1).to_string())?;
        let catalogues = [compiled(older)?, compiled(newer)?];
        let image = runtime()?.block_on(async {
            let store = Store::memory().await?;
            open(&store, &catalogues[0], 1).await?;
            anyhow::Ok(store.image().await?)
        })?;
        Ok(WorldSetup {
            catalogues,
            generous: compiled(generous)?,
            image,
        })
    }

    /// A version of the definitions.
    pub fn catalogue(&self, version: usize) -> &Compiled {
        self.catalogues.get(version).unwrap_or(&self.generous)
    }
}

impl Works<'_> {
    /// For a thread.
    pub fn new(setup: &WorldSetup) -> Result<Works<'_>> {
        let runtime = runtime()?;
        let site = runtime.block_on(async {
            let store = Store::memory().await?;
            let [first, _] = &setup.catalogues;
            let catalogues = CatalogueStore::new(first, store.clone()).await?;
            anyhow::Ok(Site::new(catalogues, open(&store, first, 1).await?))
        })?;
        Ok(Works {
            setup,
            runtime,
            site,
        })
    }
}

fn runtime() -> Result<Runtime> {
    Builder::new_current_thread()
        .enable_time()
        .build()
        .context("no runtime")
}

/// The intake on a database. The seed counts only where the database has no keys yet.
pub async fn open(store: &Store, compiled: &Compiled, seed: u8) -> Result<Intake> {
    let now = Instant::from_unix_millis(BEGIN).context("a moment")?;
    let at = Moment::new(now, [seed; 32]);
    Ok(Intake::open(store.clone(), compiled, &at, [seed; 32]).await?)
}

/// Sets a parameter, as an officer would in the file.
fn set(catalogue: &mut Catalogue, key: &str, value: &str) -> Result<()> {
    let mut rows = catalogue.policy.parameters.iter_mut();
    let row = rows
        .find(|row| row.key == key)
        .with_context(|| format!("no parameter {key}"))?;
    row.value = Some(
        row.unit
            .read(value)
            .with_context(|| format!("{key}: {value}"))?,
    );
    Ok(())
}

/// A catalogue with the versions of its services, as compiling gives it.
fn compiled(mut catalogue: Catalogue) -> Result<Compiled> {
    for service in &catalogue.services {
        let version = digest(&serde_json::to_vec(service)?).to_string();
        catalogue.versions.insert(service.id.to_string(), version);
    }
    let json = serde_json::to_string(&catalogue)?;
    Ok(Compiled {
        digest: digest(json.as_bytes()).to_string(),
        catalogue,
        json,
        cases: Vec::new(),
        files: Vec::new(),
        warnings: Vec::new(),
    })
}

fn put(answers: &mut Answers, texts: &[(&str, &str)], flags: &[(&str, bool)]) {
    for (path, typed) in texts {
        answers.set(path, Raw::Text((*typed).to_owned()));
    }
    for (path, flag) in flags {
        answers.set(path, Raw::Flag(*flag));
    }
}

/// Answers to a form, complete but for what differs from person to person. All persons are invented.
pub fn answers(service: &str) -> Answers {
    let mut answers = Answers::default();
    match service {
        "marriage-appointment" => put(
            &mut answers,
            &[
                ("business_type", "marry"),
                ("office_id", "yiwu"),
                ("photo_plan", "take_on_site"),
                ("contact_mobile", "13800000000"),
                ("party_a.mobile", "13800000000"),
                ("party_a.id_type", "resident_id"),
                ("party_b.id_type", "resident_id"),
                ("party_a.name_zh", "样例甲"),
                ("party_b.name_zh", "样例乙"),
                ("party_a.marital_status", "single"),
                ("party_b.marital_status", "single"),
                ("party_a.id_expiry", "permanent"),
                ("party_b.id_expiry", "permanent"),
            ],
            &[
                ("party_a.is_soldier", false),
                ("party_b.is_soldier", false),
                ("ceremony", false),
                ("notice_read", true),
                ("other_party_informed", true),
                ("kinship_preview", true),
                ("health_duty_read", true),
                ("truth_statement", true),
            ],
        ),
        "senior-card" => put(
            &mut answers,
            &[
                ("applicant.name_zh", "样例丙"),
                ("applicant.id_type", "resident_id"),
                ("applicant.id_number", "330725195612019031"),
                ("mobile", "13800000000"),
                ("residence_basis", "household_zj"),
                ("request_type", "first"),
                ("delivery", "window"),
                ("pickup_point", "fotang"),
                ("large_print_notice", "phone"),
            ],
            &[("notice_read", true)],
        ),
        _ => {
            put(
                &mut answers,
                &[
                    ("applicant.id_type", "resident_id"),
                    ("applicant.id_number", "330782198504189086"),
                    ("incident_type", "fire"),
                ],
                &[("danger_now", false)],
            );
            answers.set("need_now", Raw::Codes(vec!["food".to_owned()]));
        }
    }
    answers
}
