//! Compiles a complete set of data files into a catalogue. Nothing here touches a disk: the caller brings the texts.

use crate::{
    SourceFile, check, expand,
    load_error::{LoadError, Severity},
    parse,
    service_part::ServiceFiles,
    worked_case::{self, CaseFile},
};
use civil_affairs_domain::form::{
    catalogue::{Catalogue, FORMAT},
    definition::ServiceDefinition,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What the data files come to.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// Services and policy.
    pub catalogue: Catalogue,
    /// The catalogue as it is served.
    pub json: String,
    /// SHA-256 of `json`, 64 hexadecimal digits.
    pub digest: String,
    /// Worked cases, to try changes against.
    pub cases: Vec<CaseFile>,
    /// Names of the files it was made of.
    pub files: Vec<String>,
    /// What is no mistake for certain, and worth a look.
    pub warnings: Vec<LoadError>,
}

/// Compiles a complete set of files. All mistakes are told at once, sorted by file.
pub fn compile(files: &[SourceFile]) -> Result<Compiled, Vec<LoadError>> {
    let mut errors = Vec::new();
    let read = parse::parse(files, &mut errors);
    let mut services: Vec<(ServiceFiles, ServiceDefinition)> = Vec::new();
    for (files, mut service) in read.services {
        let before = errors.len();
        expand::expand(&files, &mut service, &mut errors);
        if errors.len() == before {
            services.push((files, service));
        }
    }
    if errors.is_empty() {
        check::check(&services, &read.policy, &read.policy_files, &mut errors);
        worked_case::check(&services, &read.cases, &read.policy, &mut errors);
    }
    errors.sort();
    errors.dedup();
    let warnings: Vec<LoadError> = errors
        .extract_if(.., |one| one.severity == Severity::Warning)
        .collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut services: Vec<ServiceDefinition> =
        services.into_iter().map(|(_, service)| service).collect();
    services.sort_by(|one, other| (one.order, &one.id).cmp(&(other.order, &other.id)));
    let versions: BTreeMap<String, String> = services
        .iter()
        .filter_map(|service| {
            let json = serde_json::to_string(service).ok()?;
            Some((service.id.to_string(), hex_digest(&json)))
        })
        .collect();
    let catalogue = Catalogue {
        format: FORMAT,
        services,
        versions,
        policy: read.policy,
    };
    let json = serde_json::to_string(&catalogue)
        .map_err(|error| vec![LoadError::new("services", "catalogue", error.to_string())])?;
    Ok(Compiled {
        digest: hex_digest(&json),
        catalogue,
        json,
        cases: read.cases.into_iter().map(|(_, cases)| cases).collect(),
        files: files.iter().map(|file| file.path.clone()).collect(),
        warnings,
    })
}

fn hex_digest(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    civil_affairs_domain::value::hex::encode(&digest)
}
