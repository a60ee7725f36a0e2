//! The service worker: registering it, handing over to a new version only when the person says so, and being reminded by
//! it of what is to be sent.

use super::{js, navigation};
use gloo::events::EventListener;
use js_sys::Function;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, RegistrationOptions, ServiceWorker, ServiceWorkerContainer,
    ServiceWorkerRegistration, ServiceWorkerState, ServiceWorkerUpdateViaCache,
};

/// What the worker says, and the browser keeps, when something is to be sent.
const SEND: &str = "SEND";

/// What the person may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerEvent {
    /// A new version is complete on the device and waits.
    NewVersion,
    /// It could not take over: other pages of this site are open.
    OthersOpen,
}

/// The worker of this site.
#[derive(Clone)]
pub struct Worker {
    container: ServiceWorkerContainer,
    registration: ServiceWorkerRegistration,
}

/// Registers `/sw.js`. Nothing where the browser has no workers, or forbids them: the app then needs the network
/// to start.
pub async fn register(tell: impl Fn(WorkerEvent) + 'static) -> Option<Worker> {
    let container = container()?;
    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let promise = container.register_with_options("/sw.js", &options);
    let registration: ServiceWorkerRegistration =
        JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let tell = Rc::new(tell);
    let worker = Worker {
        container,
        registration,
    };
    worker.listen(&tell);
    Some(worker)
}

impl Worker {
    fn listen(&self, tell: &Rc<impl Fn(WorkerEvent) + 'static>) {
        // Without a controller this is the first visit: what is installed now is this very version.
        if self.registration.waiting().is_some() && self.container.controller().is_some() {
            tell(WorkerEvent::NewVersion);
        }
        let (worker, found) = (self.clone(), Rc::clone(tell));
        EventListener::new(&self.registration, "updatefound", move |_| {
            if let Some(installing) = worker.registration.installing() {
                worker.watch(&installing, &found);
            }
        })
        .forget();
        if let Some(installing) = self.registration.installing() {
            self.watch(&installing, tell);
        }
        let told = Rc::clone(tell);
        on_message(&self.container, "OTHERS_OPEN", move || {
            told(WorkerEvent::OthersOpen)
        });
    }

    fn watch(&self, installing: &ServiceWorker, tell: &Rc<impl Fn(WorkerEvent) + 'static>) {
        let (container, tell) = (self.container.clone(), Rc::clone(tell));
        let candidate = installing.clone();
        EventListener::new(installing, "statechange", move |_| {
            if candidate.state() == ServiceWorkerState::Installed
                && container.controller().is_some()
            {
                tell(WorkerEvent::NewVersion);
            }
        })
        .forget();
    }

    /// Lets the new version take over and loads the page with it. Called only when the person asked for it.
    pub fn take_over(&self) {
        let Some(waiting) = self.registration.waiting() else {
            // Another page has handed over already.
            navigation::reload();
            return;
        };
        EventListener::once(&self.container, "controllerchange", |_| {
            navigation::reload()
        })
        .forget();
        let _ = waiting.post_message(&JsValue::from_str("SKIP_WAITING"));
    }

    /// Asks the server whether there is a new version.
    pub fn look_for_update(&self) {
        if let Ok(promise) = self.registration.update() {
            // Off line it fails, and the next look will do.
            wasm_bindgen_futures::spawn_local(async move {
                let _ = JsFuture::from(promise).await;
            });
        }
    }
}

/// Asks the browser to remind this page when the network is back, also while it is hidden (Background Sync). Where a
/// browser does not have it, nothing is lost: the page has other ways to hear of it.
pub fn ask_to_be_reminded() {
    let Some(container) = container() else {
        return;
    };
    let ready = container.ready();
    wasm_bindgen_futures::spawn_local(async move {
        let Ok(promise) = ready else {
            return;
        };
        let Ok(registration) = JsFuture::from(promise).await else {
            return;
        };
        let register = js::property(&registration, "sync")
            .and_then(|sync| Some((js::property(&sync, "register")?, sync)));
        if let Some((register, sync)) = register
            && let Ok(register) = register.dyn_into::<Function>()
            && let Ok(done) = register.call1(&sync, &JsValue::from_str(SEND))
        {
            // Refused in some private windows.
            let _ = JsFuture::from(done.unchecked_into::<js_sys::Promise>()).await;
        }
    });
}

/// Calls back when the worker reminds of what is to be sent. Lasts as long as the page.
pub fn on_reminded(callback: impl Fn() + 'static) {
    if let Some(container) = container() {
        on_message(&container, SEND, callback);
    }
}

fn on_message(
    container: &ServiceWorkerContainer,
    words: &'static str,
    callback: impl Fn() + 'static,
) {
    EventListener::new(container, "message", move |event| {
        let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        if data.and_then(|data| data.as_string()).as_deref() == Some(words) {
            callback();
        }
    })
    .forget();
}

/// Absent in insecure contexts and in some private windows.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    js::property(&navigator, "serviceWorker")?;
    Some(navigator.service_worker())
}
