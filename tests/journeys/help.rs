//! The quiet link (marriage-appointment R7): it leaves the stores, the history and the server as they were.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{
    World,
    keys::{self, Reply},
};

/// Everything the site has stored, as one text: IndexedDB, localStorage, sessionStorage, names of caches.
const STORES: &str = "
const done = arguments[0];
const hex = (value) => {
  if (value instanceof CryptoKey) return 'key';
  if (value instanceof Uint8Array) return [...value].join();
  if (value && typeof value === 'object') return Object.entries(value).map(([k, v]) => k + hex(v)).join(';');
  return String(value);
};
const opening = indexedDB.open('civil-affairs');
opening.onsuccess = async () => {
  const database = opening.result;
  const parts = [];
  for (const name of [...database.objectStoreNames].sort()) {
    const store = database.transaction(name).objectStore(name);
    const all = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    parts.push(name, (await all(store.getAllKeys())).join(), (await all(store.getAll())).map(hex).join());
  }
  database.close();
  parts.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), (await caches.keys()).join());
  done(parts.join('\\n'));
};";

#[tokio::test]
async fn looking_for_help_leaves_no_trace_in_stores_history_or_network() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    page.click("a[href='/temporary-assistance']").await?;
    page.click("#check").await?;
    page.path_is("/temporary-assistance/check/1").await?;
    keys::give(&page, &Reply::Choose("no")).await?;
    page.sees("已保存").await?;

    let before: String = page.web().execute_async(STORES, vec![]).await?.convert()?;
    let entries: u32 = page.now("history.length").await?;
    page.web()
        .execute("performance.clearResourceTimings()", vec![])
        .await?;

    page.click("a[href='/help']").await?;
    page.heading_with("需要帮助").await?;
    page.path_is("/help").await?;
    for number in ["110", "12338", "12345"] {
        page.has(&format!("#main a[href='tel:{number}']")).await?;
    }
    ensure!(
        page.now::<u32>("history.length").await? == entries,
        "a history entry was added"
    );
    page.click("#main a.button[href='/']").await?;
    page.path_is("/").await?;
    page.heading_with("您想办什么").await?;
    ensure!(
        page.now::<u32>("history.length").await? == entries,
        "a history entry was added"
    );

    let requests: Vec<String> = page
        .now("performance.getEntriesByType('resource').map((entry) => entry.name)")
        .await?;
    ensure!(
        requests.is_empty(),
        "the network was asked for {requests:?}"
    );
    let after: String = page.web().execute_async(STORES, vec![]).await?.convert()?;
    ensure!(before == after, "the stores have changed");

    // Back leads to where the person was before, never to the help lines.
    page.web().back().await?;
    page.path_is("/temporary-assistance").await?;
    page.into_browser().quit().await
}
