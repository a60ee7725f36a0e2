//! The steps by which the tables came about. A step that was ever released is never changed.

use super::StoreError;
use sqlx::{
    SqlSafeStr, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
};

/// Number, name and content of each. Numbers go up and are never given twice.
const STEPS: [(i64, &str, &str); 4] = [
    (
        1,
        "intake",
        include_str!("../../migrations/0001_intake.sql"),
    ),
    (2, "dates", include_str!("../../migrations/0002_dates.sql")),
    (
        3,
        "partners",
        include_str!("../../migrations/0003_partners.sql"),
    ),
    (
        4,
        "in_force",
        include_str!("../../migrations/0004_in_force.sql"),
    ),
];

/// Brings the tables up to date.
pub(super) async fn run(pool: &SqlitePool) -> Result<(), StoreError> {
    let steps = STEPS.map(|(version, name, sql)| {
        Migration::new(
            version,
            name.into(),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(steps.to_vec()).run(pool).await?;
    Ok(())
}
