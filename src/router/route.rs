//! Pages by their paths. A path names a service and the place of a question, never a question or an answer: the
//! browser writes every path to disk.

/// Which page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// The services.
    Home,
    /// What a service is, by its id. Whether there is such a service, the catalogue knows.
    Service(String),
    /// A question of the pre-check, by its place, from 1.
    Question(String, usize),
    /// The result of the pre-check.
    Result(String),
    /// A draft: its sections, by its id.
    Draft(String),
    /// A question of a draft, by its place, from 1.
    DraftQuestion(String, usize),
    /// The answers of a draft, to check and to finish.
    DraftAnswers(String),
    /// What was finished, by its id.
    Finished(String),
    /// Something to hand in later for what was finished, by its id.
    Supplement(String),
    /// Another time for an appointment, by the id of what was finished.
    Times(String),
    /// What the bureau holds of what was finished, by its id.
    OwnCopy(String),
    /// The other party of an appointment looks at it and agrees. What it is about stands behind the `#` of the address.
    Partner,
    /// Everything that is finished: what waits, and what the bureau has.
    Applications,
    /// Where an application stands, by its reference.
    Progress,
    /// What this device keeps.
    Data,
    /// A text to read, by the id of its list, such as the privacy notice.
    Leaflet(String),
    /// Drafts into a sealed file, and back.
    Transfer,
    /// Size, language, and whether others use this device too.
    Settings,
    /// How the app gets on the home screen.
    Install,
    /// Help lines: the page behind the quiet link (marriage-appointment R7).
    Help,
    /// What this app is.
    About,
    /// No page has this path.
    NotFound,
}

/// First words of paths that are no service.
const OWN: [&str; 12] = [
    HELP,
    ABOUT,
    APPLICATIONS,
    DRAFT,
    FINISHED,
    DATA,
    READ,
    INSTALL,
    SETTINGS,
    TRANSFER,
    PARTNER,
    PROGRESS,
];
const HELP: &str = "help";
const ABOUT: &str = "about";
const APPLICATIONS: &str = "applications";
const DRAFT: &str = "draft";
const FINISHED: &str = "finished";
const DATA: &str = "data";
const PROGRESS: &str = "progress";
const COPY: &str = "copy";
const PARTNER: &str = "partner";
const SUPPLEMENT: &str = "supplement";
const TIMES: &str = "times";
const READ: &str = "read";
const INSTALL: &str = "install";
const SETTINGS: &str = "settings";
const TRANSFER: &str = "transfer";
const ANSWERS: &str = "answers";
const CHECK: &str = "check";
const RESULT: &str = "result";

impl Route {
    /// The page of a path.
    pub fn parse(path: &str) -> Route {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Route::Home,
            [HELP] => Route::Help,
            [ABOUT] => Route::About,
            [DATA] => Route::Data,
            [APPLICATIONS] => Route::Applications,
            [PROGRESS] => Route::Progress,
            [PARTNER] => Route::Partner,
            [INSTALL] => Route::Install,
            [SETTINGS] => Route::Settings,
            [TRANSFER] => Route::Transfer,
            [READ, id] if is_id(id) => Route::Leaflet((*id).to_owned()),
            [DRAFT, id] if is_uuid(id) => Route::Draft((*id).to_owned()),
            [DRAFT, id, ANSWERS] if is_uuid(id) => Route::DraftAnswers((*id).to_owned()),
            [DRAFT, id, place] if is_uuid(id) => match place.parse() {
                Ok(place) if place > 0 => Route::DraftQuestion((*id).to_owned(), place),
                _ => Route::NotFound,
            },
            [FINISHED, id] if is_uuid(id) => Route::Finished((*id).to_owned()),
            [FINISHED, id, SUPPLEMENT] if is_uuid(id) => Route::Supplement((*id).to_owned()),
            [FINISHED, id, TIMES] if is_uuid(id) => Route::Times((*id).to_owned()),
            [FINISHED, id, COPY] if is_uuid(id) => Route::OwnCopy((*id).to_owned()),
            [id] if is_id(id) => Route::Service((*id).to_owned()),
            [id, CHECK, RESULT] if is_id(id) => Route::Result((*id).to_owned()),
            [id, CHECK, place] if is_id(id) => match place.parse() {
                Ok(place) if place > 0 => Route::Question((*id).to_owned(), place),
                _ => Route::NotFound,
            },
            _ => Route::NotFound,
        }
    }

    /// The path of a page.
    pub fn path(&self) -> String {
        match self {
            Route::Home | Route::NotFound => "/".to_owned(),
            Route::Service(id) => format!("/{id}"),
            Route::Question(id, place) => format!("/{id}/{CHECK}/{place}"),
            Route::Result(id) => format!("/{id}/{CHECK}/{RESULT}"),
            Route::Draft(id) => format!("/{DRAFT}/{id}"),
            Route::DraftQuestion(id, place) => format!("/{DRAFT}/{id}/{place}"),
            Route::DraftAnswers(id) => format!("/{DRAFT}/{id}/{ANSWERS}"),
            Route::Finished(id) => format!("/{FINISHED}/{id}"),
            Route::Supplement(id) => format!("/{FINISHED}/{id}/{SUPPLEMENT}"),
            Route::Times(id) => format!("/{FINISHED}/{id}/{TIMES}"),
            Route::OwnCopy(id) => format!("/{FINISHED}/{id}/{COPY}"),
            Route::Partner => format!("/{PARTNER}"),
            Route::Applications => format!("/{APPLICATIONS}"),
            Route::Progress => format!("/{PROGRESS}"),
            Route::Data => format!("/{DATA}"),
            Route::Leaflet(id) => format!("/{READ}/{id}"),
            Route::Install => format!("/{INSTALL}"),
            Route::Settings => format!("/{SETTINGS}"),
            Route::Transfer => format!("/{TRANSFER}"),
            Route::Help => format!("/{HELP}"),
            Route::About => format!("/{ABOUT}"),
        }
    }

    /// Whether a question stands on it.
    pub fn is_question(&self) -> bool {
        matches!(self, Route::Question(..) | Route::DraftQuestion(..))
    }

    /// The draft on it.
    pub fn draft(&self) -> Option<&str> {
        match self {
            Route::Draft(id) | Route::DraftQuestion(id, _) | Route::DraftAnswers(id) => Some(id),
            _ => None,
        }
    }

    /// Whether it shows what the device keeps, and waits until that is read.
    pub fn needs_drafts(&self) -> bool {
        matches!(
            self,
            Route::Draft(_)
                | Route::DraftQuestion(..)
                | Route::DraftAnswers(_)
                | Route::Finished(_)
                | Route::Supplement(_)
                | Route::Times(_)
                | Route::OwnCopy(_)
                | Route::Applications
                | Route::Data
                | Route::Transfer
        )
    }

    /// Whether it stands behind the PIN, where there is one: it shows, or takes, what the device keeps. What a person
    /// in need looks up, and what a service is, does not.
    pub fn is_private(&self) -> bool {
        !matches!(
            self,
            Route::Help
                | Route::About
                | Route::Service(_)
                | Route::Leaflet(_)
                | Route::Install
                | Route::Progress
                | Route::Partner
                | Route::NotFound
        )
    }

    /// Whether it shows how what is finished stands, and is shown anew when that changes. Where something is typed, nothing
    /// changes under the hand.
    pub fn follows_queue(&self) -> bool {
        matches!(
            self,
            Route::Home | Route::Finished(_) | Route::Applications | Route::Data
        )
    }

    /// Whether a person who comes here from another page changes one of the answers that she has looked through, and
    /// wants to go back there; `was` says whether she did already on that page. A form that is begun from the result of
    /// a pre-check is no change of it.
    pub fn is_change(&self, from: &Route, was: bool) -> bool {
        let from_list = matches!(from, Route::Result(_) | Route::DraftAnswers(_));
        self.is_question() && self.sheet() == from.sheet() && (from_list || was)
    }

    /// The pre-check or draft whose answers it shows.
    fn sheet(&self) -> Option<&str> {
        match self {
            Route::Question(id, _)
            | Route::Result(id)
            | Route::DraftQuestion(id, _)
            | Route::DraftAnswers(id) => Some(id),
            _ => None,
        }
    }
}

/// Ids of drafts and of what was finished: they tell nothing about a person or a service.
fn is_uuid(word: &str) -> bool {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte) || byte == b'-';
    word.len() == 36 && word.bytes().all(hex)
}

/// Ids of services are words of small letters and hyphens (services-overview §7).
fn is_id(word: &str) -> bool {
    let inside = word
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    inside && !OWN.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_again_by_its_path() {
        let id = || "senior-card".to_owned();
        let draft = || "019ab3c0-1111-7222-8333-444455556666".to_owned();
        for route in [
            Route::Home,
            Route::Service(id()),
            Route::Question(id(), 12),
            Route::Result(id()),
            Route::Draft(draft()),
            Route::DraftQuestion(draft(), 3),
            Route::DraftAnswers(draft()),
            Route::Finished(draft()),
            Route::Supplement(draft()),
            Route::Times(draft()),
            Route::OwnCopy(draft()),
            Route::Partner,
            Route::Applications,
            Route::Progress,
            Route::Data,
            Route::Leaflet("privacy-notice".to_owned()),
            Route::Install,
            Route::Settings,
            Route::Transfer,
            Route::Help,
            Route::About,
        ] {
            assert_eq!(Route::parse(&route.path()), route);
        }
    }

    #[test]
    fn an_answer_is_changed_from_the_list_of_its_own_answers_only() {
        let draft = || "019ab3c0-1111-7222-8333-444455556666".to_owned();
        let result = Route::Result("senior-card".to_owned());
        let check = |place| Route::Question("senior-card".to_owned(), place);
        let form = |place| Route::DraftQuestion(draft(), place);
        let answers = Route::DraftAnswers(draft());
        assert!(check(2).is_change(&result, false));
        assert!(check(3).is_change(&check(2), true));
        assert!(form(2).is_change(&answers, false));
        // Begun from the result of a pre-check.
        assert!(!form(1).is_change(&result, false));
        assert!(!form(2).is_change(&form(1), false));
        assert!(!form(1).is_change(&check(2), true));
        assert!(!answers.is_change(&form(2), true));
        assert!(!form(2).is_change(&Route::Help, true));
    }

    #[test]
    fn a_slash_more_or_less_makes_no_difference() {
        assert_eq!(Route::parse(""), Route::Home);
        assert_eq!(Route::parse("/about/"), Route::About);
        assert_eq!(
            Route::parse("//senior-card/"),
            Route::Service("senior-card".to_owned())
        );
    }

    #[test]
    fn paths_of_nothing_are_not_found() {
        for path in [
            "/senior-card/check/0",
            "/senior-card/check/-1",
            "/senior-card/check/x",
            "/senior-card/check/1/2",
            "/senior-card/other",
            "/help/more",
            "/%E4%B8%AD",
            "/senior-card/check",
            "/Senior",
            "/draft",
            "/draft/x",
            "/draft/019ab3c0-1111-7222-8333-444455556666/0",
            "/finished",
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }
}
