//! Pictures of pages as they are: `cargo run -p civil-affairs-journeys --example pictures -- FOLDER`, with the
//! variables of `settings` set. Each page as phone and desktop, light and dark, Chinese and English.

use anyhow::{Context, Result};
use civil_affairs_domain::value::date::Date;
use civil_affairs_journeys::{
    World,
    browser::Size,
    keys::{self, Replies, Reply},
    picture,
};
use std::{collections::BTreeMap, path::PathBuf};

const PAGES: [(&str, &str); 12] = [
    ("home", "/"),
    ("marriage", "/marriage-appointment"),
    ("senior", "/senior-card"),
    ("assistance", "/temporary-assistance"),
    ("date", "/marriage-appointment/check/1"),
    ("documents", "/marriage-appointment/check/2"),
    ("number", "/marriage-appointment/check/3"),
    ("several", "/temporary-assistance/check/2"),
    ("place", "/temporary-assistance/check/5"),
    ("help", "/help"),
    ("about", "/about"),
    ("missing", "/no/such/page"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).context("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    for lang in ["zh", "en"] {
        for (scheme, size, name) in [
            ("light", Size::PHONE, "phone"),
            ("dark", Size::DESKTOP, "desktop"),
        ] {
            let set = format!("localStorage.lang = '{lang}'; localStorage.scheme = '{scheme}'");
            page.web().execute(&set, vec![]).await?;
            page.set_size(size).await?;
            for (what, path) in PAGES {
                page.open(path).await?;
                let file = folder.join(format!("{what}-{name}-{lang}.png"));
                picture::whole(&page, size, &file).await?;
            }
            for (what, service, replies) in results()? {
                keys::walk(&page, service, &replies).await?;
                let file = folder.join(format!("result-{what}-{name}-{lang}.png"));
                picture::whole(&page, size, &file).await?;
            }
        }
    }
    page.into_browser().quit().await
}

/// Pre-checks whose results are worth a picture. Fictitious persons.
fn results() -> Result<[(&'static str, &'static str, Replies); 3]> {
    let day = |year, month, day| {
        Date::new(year, month, day)
            .map(Reply::Day)
            .context("no such day")
    };
    let mut couple = BTreeMap::from([
        ("appointment_date", day(2027, 3, 5)?),
        ("party_a.id_number", Reply::text("33078219980312901X")),
        ("party_b.id_type", Reply::Choose("passport")),
        ("party_b.id_number", Reply::text("E12345678")),
        ("party_b.sex", Reply::Choose("female")),
        ("party_b.birth_date", day(2007, 12, 5)?),
        ("kinship_preview", Reply::Choose("yes")),
    ]);
    for (one, other, reply) in [
        (
            "party_a.marital_status",
            "party_b.marital_status",
            Reply::Choose("divorced"),
        ),
        (
            "party_a.is_soldier",
            "party_b.is_soldier",
            Reply::Choose("no"),
        ),
        ("party_a.id_expiry", "party_b.id_expiry", Reply::Permanent),
    ] {
        couple.insert(one, reply.clone());
        couple.insert(other, reply);
    }
    couple.insert("party_a.id_type", Reply::Choose("resident_id"));
    let senior = BTreeMap::from([
        ("birth_date", day(1950, 3, 7)?),
        ("residence_basis", Reply::Choose("living_zj")),
    ]);
    let need = BTreeMap::from([
        ("danger_now", Reply::Choose("yes")),
        ("need_now", Reply::Tick(&["food", "shelter"])),
        ("incident_type", Reply::Choose("fire")),
        ("incident_place", Reply::Place("fotang", "样例路 1 号")),
        ("amount_need", Reply::text("800")),
    ]);
    Ok([
        ("couple", "marriage-appointment", couple),
        ("senior", "senior-card", senior),
        ("need", "temporary-assistance", need),
    ])
}
