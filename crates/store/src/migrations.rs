//! The steps by which the tables came about. A step that was ever released is never changed.

use super::StoreError;
use sqlx::{
    SqlSafeStr, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
};

/// Number, name and content of each. Numbers go up and are never given twice.
const STEPS: [(i64, &str, &str); 6] = [
    (1, "intake", include_str!("../migrations/0001_intake.sql")),
    (2, "dates", include_str!("../migrations/0002_dates.sql")),
    (
        3,
        "partners",
        include_str!("../migrations/0003_partners.sql"),
    ),
    (
        4,
        "in_force",
        include_str!("../migrations/0004_in_force.sql"),
    ),
    (
        10,
        "signing keys",
        include_str!("../migrations/0010_signing_keys.sql"),
    ),
    (
        11,
        "outbox waiting",
        include_str!("../migrations/0011_outbox_waiting.sql"),
    ),
];

/// Brings the tables up to date.
pub(super) async fn run(pool: &SqlitePool) -> Result<(), StoreError> {
    run_to(pool, i64::MAX).await
}

/// As far as a step.
pub(super) async fn run_to(pool: &SqlitePool, last: i64) -> Result<(), StoreError> {
    let steps = steps().filter(|step| step.version <= last);
    Migrator::with_migrations(steps.collect()).run(pool).await?;
    Ok(())
}

/// The first of the steps taken somewhere that is not known here, or was another one.
pub(super) fn unknown(applied: &[(i64, Vec<u8>)]) -> Option<i64> {
    let is_known = |version: i64, checksum: &[u8]| {
        steps().any(|step| step.version == version && *step.checksum == *checksum)
    };
    let mut unknown = applied
        .iter()
        .filter(|(version, checksum)| !is_known(*version, checksum));
    unknown.next().map(|(version, _)| *version)
}

fn steps() -> impl Iterator<Item = Migration> {
    STEPS.into_iter().map(|(version, name, sql)| {
        Migration::new(
            version,
            name.into(),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    })
}
