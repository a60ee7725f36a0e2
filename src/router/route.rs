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
    /// Help lines: the page behind the quiet link (marriage-appointment R7).
    Help,
    /// What this app is.
    About,
    /// No page has this path.
    NotFound,
}

/// First words of paths that are no service.
const HELP: &str = "help";
const ABOUT: &str = "about";
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
            Route::Help => format!("/{HELP}"),
            Route::About => format!("/{ABOUT}"),
        }
    }

    /// The service it belongs to.
    pub fn service(&self) -> Option<&str> {
        match self {
            Route::Service(id) | Route::Question(id, _) | Route::Result(id) => Some(id),
            Route::Home | Route::Help | Route::About | Route::NotFound => None,
        }
    }
}

/// Ids of services are words of small letters and hyphens (services-overview §7).
fn is_id(word: &str) -> bool {
    let inside = word
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    inside && ![HELP, ABOUT].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_again_by_its_path() {
        let id = || "senior-card".to_owned();
        for route in [
            Route::Home,
            Route::Service(id()),
            Route::Question(id(), 12),
            Route::Result(id()),
            Route::Help,
            Route::About,
        ] {
            assert_eq!(Route::parse(&route.path()), route);
        }
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
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }
}
