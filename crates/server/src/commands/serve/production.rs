//! What keeps an installation from taking real applications.

use crate::http::{Proxies, ServeArgs};
use civil_affairs_domain::{form::policy::Policy, value::date::Date};

/// Everything that is missing, each with what to do; empty when real applications may come.
pub(super) fn missing(options: &ServeArgs, policy: &Policy, today: Date) -> Vec<String> {
    let mut missing = unset(policy, today);
    let proxies: Proxies = options.proxies();
    if options.tls_cert.is_none() && !proxies.are_named() {
        missing.push(format!(
            "transport: {} speaks plain HTTP, and no proxy is named that encrypts: set --tls-cert and --tls-key, or \
             --trusted-proxy",
            options.listen
        ));
    }
    missing
}

/// What the bureau has to decide and has not: while any of it is open the app calls itself a trial.
pub(super) fn unset(policy: &Policy, today: Date) -> Vec<String> {
    let keys = policy.unset_for_production(today);
    let told = keys.into_iter().map(|key| {
        let mut rows = policy.parameters.iter().filter(|row| row.key == key);
        let title = rows
            .next()
            .map(|row| format!(" ({} · {})", row.title.zh, row.title.en));
        format!("policy: `{key}` is not set{}", title.unwrap_or_default())
    });
    told.collect()
}

/// As it is told to the operator.
pub(super) fn refusal(missing: &[String]) -> String {
    let head = "--production: this installation may not take real applications yet:";
    format!("{head}\n  {}", missing.join("\n  "))
}
