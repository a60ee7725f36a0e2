//! Folders as they lie on a disk.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use civil_affairs_definitions::{CaseVerdict, TemplateError, load, new_service, read};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// m12: what is passed over is said, and a folder that begins with `_` is an example.
#[test]
fn a_file_whose_name_is_no_data_files_is_passed_over_and_said() {
    let own = format!("civil-affairs-folders-{}", std::process::id());
    let folder = std::env::temp_dir().join(own);
    fs::create_dir_all(folder.join("services/_template")).unwrap();
    fs::create_dir_all(folder.join("policy")).unwrap();
    let write = |name: &str| fs::write(folder.join(name), "not = toml = at all").unwrap();
    for name in [
        "services/NEW.TOML",
        "policy/x.toml.txt",
        "services/README.md",
        "services/_template/service.toml",
    ] {
        write(name);
    }
    let compiled = load(&folder.join("services"), &folder.join("policy"));
    fs::remove_dir_all(&folder).unwrap();
    let warnings = compiled.unwrap().warnings;
    let files: Vec<&str> = warnings.iter().map(|one| one.file.as_str()).collect();
    assert_eq!(files, ["services/NEW.TOML", "policy/x.toml.txt"]);
}

#[test]
fn the_projects_own_data_are_sound_and_give_no_warning() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let compiled = load(&root.join("services"), &root.join("policy")).unwrap();
    assert_eq!(compiled.warnings, []);
}

/// A copy of the project's data in a folder of its own.
fn copy(name: &str) -> PathBuf {
    let own = format!("civil-affairs-{name}-{}", std::process::id());
    let folder = std::env::temp_dir().join(own);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for file in read(&root.join("services"), &root.join("policy")).unwrap() {
        let to = folder.join(&file.path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, file.text).unwrap();
    }
    folder
}

#[test]
fn a_new_service_is_sound_has_its_own_place_and_its_cases_hold() {
    let folder = copy("new-service");
    let services = folder.join("services");
    new_service(&services, "meal-allowance").unwrap();
    let again = new_service(&services, "meal-allowance");
    let named = new_service(&services, "Meal allowance");
    let compiled = load(&services, &folder.join("policy"));
    fs::remove_dir_all(&folder).unwrap();
    assert!(matches!(again, Err(TemplateError::Exists(_))));
    assert!(matches!(named, Err(TemplateError::Id(_))));
    let compiled = compiled.unwrap();
    assert_eq!(compiled.warnings, []);
    let service = compiled.catalogue.service("meal-allowance").unwrap();
    assert!(
        compiled
            .catalogue
            .services
            .iter()
            .all(|other| { other.id == service.id || other.order < service.order })
    );
    let cases = compiled.cases.iter().find(|own| service.id == own.service);
    let cases = cases.unwrap();
    assert_eq!(cases.case.len(), 3);
    for case in &cases.case {
        let verdict = cases
            .judge(case, service, &compiled.catalogue.policy, cases.on, &[])
            .unwrap();
        assert_eq!(verdict, CaseVerdict::Holds, "{}", case.id);
    }
}

/// The schemas know exactly the keys that the types read: the reader's own list of keys is compared with the schema's.
#[test]
fn a_key_that_the_schema_knows_is_read_and_none_is_forgotten() {
    let folder = copy("schema");
    let file = folder.join("services/senior-card/service.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}nonsense = 1\n")).unwrap();
    let told = load(&folder.join("services"), &folder.join("policy")).unwrap_err();
    fs::remove_dir_all(&folder).unwrap();
    let told = told.to_string();
    assert!(
        told.contains("services/senior-card/service.toml: line")
            && told.contains("unknown key `nonsense`"),
        "{told}"
    );
}

#[test]
fn every_worked_case_of_the_project_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let compiled = load(&root.join("services"), &root.join("policy")).unwrap();
    let policy = &compiled.catalogue.policy;
    let mut wrong = Vec::new();
    for cases in &compiled.cases {
        let service = compiled.catalogue.service(&cases.service).unwrap();
        for case in cases.case.iter().filter(|one| one.screen_only.is_none()) {
            let on = case.on.unwrap_or(cases.on);
            let verdict = cases.judge(case, service, policy, on, &[]).unwrap();
            if verdict != CaseVerdict::Holds {
                wrong.push(format!("{} {}: {verdict:?}", cases.service, case.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
