//! Who has which place of which slot.

use super::{Store, StoreError, Transaction};
use civil_affairs_domain::{value::date::Date, value::id::SubmissionId, value::slot::SlotId};
use sqlx::SqliteExecutor;
use std::collections::{BTreeMap, BTreeSet};

/// How many bookings there are for a day and a time.
pub type PlacesTaken = BTreeMap<(Date, u16), u32>;

/// A booking as officers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Office, day and time.
    pub slot: SlotId,
    /// The place it holds; none where the same two held one already.
    pub number: Option<u32>,
    /// Keyed hash of the two.
    pub pair: Option<[u8; 32]>,
}

impl Booked {
    /// Whether it holds no place because of another booking of the same two (`duplicate_pair`).
    pub fn is_duplicate(&self) -> bool {
        self.number.is_none() && self.pair.is_some()
    }
}

impl Store {
    /// What is shown as taken at an office, both days included. Bookings that hold no place count here: otherwise
    /// anybody could see that there is another one of the same pair.
    pub async fn taken(
        &self,
        office: &str,
        from: Date,
        to: Date,
    ) -> Result<PlacesTaken, StoreError> {
        taken(&self.readers, office, from, to).await
    }

    /// Its booking.
    pub async fn booking(&self, id: SubmissionId) -> Result<Option<Booked>, StoreError> {
        booking(&self.readers, id).await
    }

    /// References of the others that are booked by the same two, the earliest day first.
    pub async fn same_pair(
        &self,
        id: SubmissionId,
        pair: &[u8; 32],
    ) -> Result<Vec<String>, StoreError> {
        let found = sqlx::query_scalar(
            "select reference from bookings join submissions on submissions.id = bookings.submission
             where pair = ? and submission <> ? order by date, start",
        );
        let found = found.bind(pair.as_slice()).bind(id.to_string());
        Ok(found.fetch_all(&self.readers).await?)
    }
}

impl Transaction {
    /// As [`Store::taken`], as it stands now.
    pub async fn taken(
        &mut self,
        office: &str,
        from: Date,
        to: Date,
    ) -> Result<PlacesTaken, StoreError> {
        taken(self.now().await?, office, from, to).await
    }

    /// As [`Store::booking`], as it stands now.
    pub async fn booking(&mut self, id: SubmissionId) -> Result<Option<Booked>, StoreError> {
        booking(self.now().await?, id).await
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
        .fetch_all(self.now().await?)
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
        .fetch_optional(self.now().await?)
        .await?;
        Ok(found.is_some())
    }

    /// Books. Without a number no place is held.
    pub fn book(
        &mut self,
        id: SubmissionId,
        slot: &SlotId,
        number: Option<u32>,
        pair: Option<&[u8; 32]>,
    ) {
        self.later(
            "insert into bookings (submission, office_id, date, start, number, pair) values (?, ?, ?, ?, ?, ?)",
        )
        .bind(id.to_string())
        .bind(&slot.office_id)
        .bind(slot.date.to_string())
        .bind(slot.start)
        .bind(number)
        .bind(pair.map(|pair| pair.as_slice()));
    }

    /// Gives the place back.
    pub fn release(&mut self, id: SubmissionId) {
        self.later("delete from bookings where submission = ?")
            .bind(id.to_string());
    }
}

async fn taken(
    executor: impl SqliteExecutor<'_>,
    office: &str,
    from: Date,
    to: Date,
) -> Result<PlacesTaken, StoreError> {
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

async fn booking(
    executor: impl SqliteExecutor<'_>,
    id: SubmissionId,
) -> Result<Option<Booked>, StoreError> {
    type Row = (String, String, u16, Option<u32>, Option<Vec<u8>>);
    let row: Option<Row> = sqlx::query_as(
        "select office_id, date, start, number, pair from bookings where submission = ?",
    )
    .bind(id.to_string())
    .fetch_optional(executor)
    .await?;
    let damaged = || StoreError::Damaged("bookings");
    row.map(|(office_id, date, start, number, pair)| {
        Ok(Booked {
            slot: SlotId {
                office_id,
                date: Date::parse(&date).map_err(|_| damaged())?,
                start,
            },
            number,
            pair: pair
                .map(|pair| pair.try_into().map_err(|_| damaged()))
                .transpose()?,
        })
    })
    .transpose()
}
