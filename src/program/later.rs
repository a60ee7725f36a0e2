//! Every page but the first ones. They are a part of the program of their own: the first page does not wait for them,
//! and they come right after it (ARCHITECTURE, "Two parts").

use crate::{
    features::{
        application::{Applications, OwnCopy, Partner, Progress, Supplement, Times},
        device::{Data, Install, SettingsPage, Transfer, Unlock},
        form::{Answers, DraftQuestion, Finished, Sections},
        help::{About, Leaflet, NotFound},
        precheck::{QuestionPage, ResultPage},
        service::Service,
    },
    router::Route,
};
use civil_affairs_client::{
    connectivity::Connectivity, context::AppContext, files::Files, lock::use_lock,
    platform::store::IndexedDb, queue::Queue, settings::Settings, sync_driver::SyncDriver,
};
use leptos::prelude::*;
use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

/// The part could not be loaded: off line before it was ever kept on the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a part of the program is not on this device yet")]
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> NotLoaded {
        NotLoaded
    }
}

/// The page of a path. Call it once [`load`] has succeeded.
pub fn later_page(route: Route, context: AppContext) -> AnyView {
    // Loaded already, so that it is there at once: it has to be built under its owner, not in a task.
    let page = pin!(part(route, context));
    match page.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(page)) => page,
        Poll::Ready(Err(NotLoaded)) | Poll::Pending => ().into_any(),
    }
}

/// Brings the part onto the page. The browser takes it from the device, once the worker keeps it.
pub async fn load() -> Result<(), NotLoaded> {
    #[cfg(feature = "split")]
    load_part().await?;
    Ok(())
}

/// Begins to send what is finished. Call it once [`load`] has succeeded.
pub async fn begin_to_send(
    queue: Queue,
    settings: Settings,
    line: Connectivity,
    files: Files<IndexedDb>,
) -> Result<SyncDriver, NotLoaded> {
    begin(queue, settings, line, files).await
}

#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(pages, wasm_split_path = ::leptos::wasm_split, fallible)]
fn begin(
    queue: Queue,
    settings: Settings,
    line: Connectivity,
    files: Files<IndexedDb>,
) -> Result<SyncDriver, NotLoaded> {
    Ok(SyncDriver::start(queue, settings, line, files))
}

#[cfg(not(feature = "split"))]
async fn begin(
    queue: Queue,
    settings: Settings,
    line: Connectivity,
    files: Files<IndexedDb>,
) -> Result<SyncDriver, NotLoaded> {
    Ok(SyncDriver::start(queue, settings, line, files))
}

#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(
    pages,
    wasm_split_path = ::leptos::wasm_split,
    preload(load_part),
    fallible
)]
fn part(route: Route, context: AppContext) -> Result<AnyView, NotLoaded> {
    Ok(page(route, context))
}

#[cfg(not(feature = "split"))]
async fn part(route: Route, context: AppContext) -> Result<AnyView, NotLoaded> {
    Ok(page(route, context))
}

fn page(route: Route, context: AppContext) -> AnyView {
    if route.is_private() && use_lock().is_locked() {
        return view! { <Unlock context=context /> }.into_any();
    }
    match route {
        Route::Service(id) => view! { <Service context=context id=id /> }.into_any(),
        Route::Question(id, place) => {
            view! { <QuestionPage context=context id=id place=place /> }.into_any()
        }
        Route::Result(id) => view! { <ResultPage context=context id=id /> }.into_any(),
        Route::Draft(id) => view! { <Sections context=context id=id /> }.into_any(),
        Route::DraftQuestion(id, place) => {
            view! { <DraftQuestion context=context id=id place=place /> }.into_any()
        }
        Route::DraftAnswers(id) => view! { <Answers context=context id=id /> }.into_any(),
        Route::Finished(id) => view! { <Finished context=context id=id /> }.into_any(),
        Route::Supplement(id) => view! { <Supplement context=context id=id /> }.into_any(),
        Route::Times(id) => view! { <Times context=context id=id /> }.into_any(),
        Route::OwnCopy(id) => view! { <OwnCopy context=context id=id /> }.into_any(),
        Route::Partner => view! { <Partner context=context /> }.into_any(),
        Route::Applications => view! { <Applications context=context /> }.into_any(),
        Route::Progress => view! { <Progress context=context /> }.into_any(),
        Route::Data => view! { <Data context=context /> }.into_any(),
        Route::Leaflet(id) => view! { <Leaflet context=context id=id /> }.into_any(),
        Route::Install => view! { <Install context=context /> }.into_any(),
        Route::Transfer => view! { <Transfer context=context /> }.into_any(),
        Route::Settings => view! { <SettingsPage context=context /> }.into_any(),
        Route::About => view! { <About context=context /> }.into_any(),
        Route::Home | Route::Help | Route::NotFound => {
            view! { <NotFound context=context /> }.into_any()
        }
    }
}
