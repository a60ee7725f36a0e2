//! The hand of the clock: what is over is moved on at the start and every minute.

use crate::log::Event;
use crate::{clock, http::Site};
use civil_affairs_cases::upkeep;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How often.
const EVERY: Duration = Duration::from_secs(60);

/// Goes on until it is stopped. A failure is told and tried again a minute later.
pub(super) async fn run(site: Site) {
    let mut minutes = interval(EVERY);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        minutes.tick().await;
        let done = match clock::moment() {
            Ok(at) => upkeep(&site.intake, &at).await,
            Err(error) => Err(error.into()),
        };
        match done {
            Ok(done) if done.stuck > 0 => site.log.tell(&Event::Stuck { cases: done.stuck }),
            Ok(_) => {}
            Err(problem) => site.log.tell(&Event::DeadlinesWait {
                reason: &problem.to_string(),
            }),
        }
    }
}
