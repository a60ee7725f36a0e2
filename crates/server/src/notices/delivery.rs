//! Delivers notices in order, each until it is taken.

use super::{NotDelivered, NoticeLine, Webhook};
use crate::clock;
use civil_affairs_cases::{Intake, Moment};
use std::time::Duration;

/// Notices that are read at once.
const PAGE: u32 = 100;

fn now() -> Result<Moment, String> {
    clock::moment().map_err(|error| error.to_string())
}

/// How soon it is tried again.
#[derive(Clone, Copy, Debug)]
pub struct DeliveryBackoff {
    /// After the first failure; then twice as long each time.
    pub first: Duration,
    /// Never longer than this.
    pub most: Duration,
    /// How often one notice is tried by somebody who does not follow.
    pub tries: u32,
}

impl Default for DeliveryBackoff {
    fn default() -> DeliveryBackoff {
        DeliveryBackoff {
            first: Duration::from_secs(1),
            most: Duration::from_secs(300),
            tries: 5,
        }
    }
}

impl DeliveryBackoff {
    /// How long to wait after so many failures in a row.
    fn after(self, failures: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(failures.saturating_sub(1).min(20));
        self.first.saturating_mul(doubled).min(self.most)
    }
}

/// Delivers what nobody has taken yet, and tells how many that were. Whatever is taken is marked before the next one
/// goes: somebody who dies between the two delivers it once more.
///
/// # Errors
///
/// The database; or, with `tries`, a notice that was not taken so often. It stays the first one.
pub async fn drain(
    intake: &Intake,
    webhook: &Webhook,
    contact: bool,
    backoff: DeliveryBackoff,
    tries: Option<u32>,
    told_so: impl Fn(&NotDelivered),
) -> Result<u32, String> {
    let mut sent = 0;
    loop {
        let page = intake
            .store
            .unsent(PAGE)
            .await
            .map_err(|error| error.to_string())?;
        if page.is_empty() {
            return Ok(sent);
        }
        for posted in page {
            let line = NoticeLine::of(intake, &now()?, &posted, contact).await?;
            let body = serde_json::to_string(&line).map_err(|error| error.to_string())?;
            let mut failures = 0;
            while let Err(problem) = webhook.post(&body, now()?.now).await {
                failures += 1;
                told_so(&problem);
                if tries.is_some_and(|tries| failures >= tries) {
                    return Err(format!("notice {} is not taken", posted.seq));
                }
                tokio::time::sleep(backoff.after(failures)).await;
            }
            let mut tx = intake
                .store
                .write()
                .await
                .map_err(|error| error.to_string())?;
            tx.sent(posted.seq, now()?.now);
            tx.commit().await.map_err(|error| error.to_string())?;
            sent += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_waits_twice_as_long_up_to_a_bound() {
        let backoff = DeliveryBackoff::default();
        let seconds = |failures| backoff.after(failures).as_secs();
        let waits: Vec<u64> = (1..=5).map(seconds).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16]);
        assert_eq!((seconds(10), seconds(u32::MAX)), (300, 300));
    }
}
