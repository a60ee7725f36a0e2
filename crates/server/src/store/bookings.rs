//! Who has which place of which slot.

use super::{Store, StoreError, Writing};
use civil_affairs_domain::{date::Date, id::SubmissionId, slot::SlotId};
use sqlx::SqliteExecutor;
use std::collections::{BTreeMap, BTreeSet};

/// How many bookings there are for a day and a time.
pub type Taken = BTreeMap<(Date, u16), u32>;

impl Store {
    /// What is shown as taken at an office, both days included. Bookings that hold no place count here: otherwise
    /// anybody could see that there is another one of the same pair.
    pub async fn taken(&self, office: &str, from: Date, to: Date) -> Result<Taken, StoreError> {
        taken(&self.readers, office, from, to).await
    }
}

impl Writing {
    /// As [`Store::taken`], as it stands now.
    pub async fn taken(&mut self, office: &str, from: Date, to: Date) -> Result<Taken, StoreError> {
        taken(&mut *self.0, office, from, to).await
    }

    /// The numbers of places that are held.
    pub async fn numbers(&mut self, slot: &SlotId) -> Result<BTreeSet<u32>, StoreError> {
        let rows: Vec<u32> = sqlx::query_scalar(
            "select number from bookings
             where office_id = ? and date = ? and start = ? and number is not null",
        )
        .bind(&slot.office_id)
        .bind(slot.date.to_string())
        .bind(slot.start)
        .fetch_all(&mut *self.0)
        .await?;
        Ok(rows.into_iter().collect())
    }

    /// Whether a pair holds a place today or later.
    pub async fn pair_holds(&mut self, pair: &[u8; 32], today: Date) -> Result<bool, StoreError> {
        let found: Option<i64> = sqlx::query_scalar(
            "select 1 from bookings where pair = ? and date >= ? and number is not null limit 1",
        )
        .bind(pair.as_slice())
        .bind(today.to_string())
        .fetch_optional(&mut *self.0)
        .await?;
        Ok(found.is_some())
    }

    /// Books. Without a number no place is held.
    pub async fn book(
        &mut self,
        id: SubmissionId,
        slot: &SlotId,
        number: Option<u32>,
        pair: Option<&[u8; 32]>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert into bookings (submission, office_id, date, start, number, pair) values (?, ?, ?, ?, ?, ?)",
        )
        .bind(id.shown())
        .bind(&slot.office_id)
        .bind(slot.date.to_string())
        .bind(slot.start)
        .bind(number)
        .bind(pair.map(|pair| pair.as_slice()))
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Gives the place back.
    pub async fn release(&mut self, id: SubmissionId) -> Result<(), StoreError> {
        sqlx::query("delete from bookings where submission = ?")
            .bind(id.shown())
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }
}

async fn taken(
    executor: impl SqliteExecutor<'_>,
    office: &str,
    from: Date,
    to: Date,
) -> Result<Taken, StoreError> {
    let rows: Vec<(String, u16, u32)> = sqlx::query_as(
        "select date, start, count(*) from bookings
         where office_id = ? and date between ? and ? group by date, start",
    )
    .bind(office)
    .bind(from.to_string())
    .bind(to.to_string())
    .fetch_all(executor)
    .await?;
    rows.into_iter()
        .map(|(date, start, count)| {
            let date = Date::parse(&date).map_err(|_| StoreError::Damaged("bookings"))?;
            Ok(((date, start), count))
        })
        .collect()
}
