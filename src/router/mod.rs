//! Own small router: a signal with the page, links caught, the history followed, focus and scroll moved.
//!
//! leptos_router costs 43 kB of the shell's budget for what this app does not use.

mod route;

pub use route::Route;

use civil_affairs_client::platform::{
    navigation::{self, HistoryStep},
    page, timer,
};
use leptos::prelude::*;
use std::rc::Rc;

/// The page now.
#[derive(Clone, Copy)]
pub struct Router {
    route: RwSignal<Route>,
    /// A result was left to change an answer, and the way leads back to it.
    changing: StoredValue<bool>,
    /// Writes what is typed.
    flush: StoredValue<Rc<dyn Fn()>, LocalStorage>,
}

/// How a page came on the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NavigationKind {
    /// By a link or button: it begins at its top.
    Forward,
    /// By back or forward: the browser restores the scroll position.
    History,
}

impl Router {
    /// Follows links and the history from now on. What is typed is written before a page is left.
    pub fn start(flush: impl Fn() + 'static) -> Router {
        let router = Router {
            route: RwSignal::new(Route::parse(&navigation::path())),
            changing: StoredValue::new(false),
            flush: StoredValue::new_local(Rc::new(flush)),
        };
        navigation::on_history(move |path| {
            router.show(Route::parse(&path), NavigationKind::History)
        });
        navigation::on_link(move |path, entry| {
            navigation::enter(&path, entry);
            router.show(Route::parse(&path), NavigationKind::Forward);
        });
        router
    }

    /// The page now.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// The page at this moment, without following it.
    pub fn route_now(self) -> Route {
        self.route.get_untracked()
    }

    /// Whether the person came from a result to change an answer.
    pub fn is_changing(self) -> bool {
        self.changing.get_value()
    }

    /// Goes to a page.
    pub fn go(self, route: &Route) {
        navigation::enter(&route.path(), HistoryStep::New);
        self.show(route.clone(), NavigationKind::Forward);
    }

    /// Goes to a page in place of this one: back does not lead here again.
    pub fn replace(self, route: &Route) {
        navigation::enter(&route.path(), HistoryStep::Replace);
        self.show(route.clone(), NavigationKind::Forward);
    }

    fn show(self, route: Route, arrival: NavigationKind) {
        self.flush.with_value(|flush| flush());
        let was = self.is_changing();
        let changing = self.route.with_untracked(|from| route.is_change(from, was));
        self.changing.set_value(changing);
        self.route.set(route);
        // The new page stands after the pending updates; then its heading can take the focus.
        timer::soon(move || {
            if arrival == NavigationKind::Forward {
                page::scroll_to_top();
            }
            page::focus_heading();
        });
    }
}

/// The router of the app.
pub fn use_router() -> Router {
    expect_context::<Router>()
}
