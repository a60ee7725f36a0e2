//! The steps by which the tables came about. A step that was ever released is never changed.

use super::StoreError;
use sqlx::{
    SqlSafeStr, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
};

const STEPS: [(&str, &str); 1] = [("intake", include_str!("../../migrations/0001_intake.sql"))];

/// Brings the tables up to date.
pub(super) async fn run(pool: &SqlitePool) -> Result<(), StoreError> {
    let steps = (1..).zip(STEPS).map(|(version, (name, sql))| {
        Migration::new(
            version,
            name.into(),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(steps.collect()).run(pool).await?;
    Ok(())
}
