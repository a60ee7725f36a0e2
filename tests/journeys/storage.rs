//! Storage that fails, in each of its ways: it is said in plain words, and nothing else is lost.

use anyhow::{Context, Result, ensure};
use civil_affairs_journeys::{Page, World, draft};
use serde_json::json;

/// Page of the marriage form on which a mobile number is typed.
const TYPED: &str = "13800000000";

/// Runs before the scripts of every page that is loaded from now on.
async fn before_each_page(page: &Page, script: &str) -> Result<()> {
    page.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": script }),
    )
    .await
}

/// Does something to the app's database, in the page, and waits for it.
async fn in_database(page: &Page, store: &str, act: &str) -> Result<()> {
    let script = format!(
        "const done = arguments[0];
         const opening = indexedDB.open('civil-affairs');
         opening.onsuccess = () => {{
           const database = opening.result;
           const transaction = database.transaction({store}, 'readwrite');
           const store = transaction.objectStore({store});
           {act}
           transaction.oncomplete = () => {{ database.close(); done(true); }};
           transaction.onabort = () => {{ database.close(); done(false); }};
         }};
         opening.onerror = () => done(false);",
        store = json!(store),
    );
    let done: bool = page.web().execute_async(&script, vec![]).await?.convert()?;
    ensure!(done, "the database could not be changed");
    Ok(())
}

/// A form goes on without any store: answers are there while the page is open, and can be printed.
async fn a_form_goes_on_unsaved(page: &Page, words: &str) -> Result<()> {
    page.open("/temporary-assistance").await?;
    page.click("#start-form").await?;
    page.has("[data-question]").await?;
    page.click(".actions button[type=submit], .actions .button--quiet")
        .await?;
    page.sees(words).await?;
    page.does_not_see("已保存").await?;
    // By its links: loading a page anew would lose what only this page has.
    page.click("form + .actions a").await?;
    page.click("a[href$='/answers']").await?;
    page.click("#finish").await?;
    page.sees("带到窗口").await?;
    page.has("#print").await?;
    page.is_quiet().await
}

/// In a browser whose pages begin with this, a form goes on and this is said.
async fn goes_on_and_says(begin: &str, words: &str) -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    before_each_page(&page, begin).await?;
    a_form_goes_on_unsaved(&page, words).await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn without_indexed_db_it_is_said_and_the_form_goes_on() -> Result<()> {
    let none = "Object.defineProperty(window, 'indexedDB', { get: () => undefined });";
    goes_on_and_says(none, "这个窗口不能保存").await
}

#[tokio::test]
async fn without_web_crypto_it_is_said_and_the_form_goes_on() -> Result<()> {
    let none = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });";
    goes_on_and_says(none, "这里不能加密").await
}

#[tokio::test]
async fn a_full_device_is_said_and_saving_goes_on_when_there_is_room() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    draft::open(&page, &draft, "incident_text").await?;
    let full = "window.put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };";
    page.web().execute(full, vec![]).await?;
    page.type_into("#q", "房子着火了").await?;
    page.sees("空间不够").await?;
    page.does_not_see("已保存").await?;
    page.web()
        .execute("IDBObjectStore.prototype.put = window.put;", vec![])
        .await?;
    page.type_into("#q", "。").await?;
    page.sees("已保存").await?;
    page.reload().await?;
    ensure!(
        page.field("#q").await? == "房子着火了。",
        "the text is not there"
    );
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_damaged_draft_is_said_and_the_others_open() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let mut drafts = Vec::new();
    for text in ["第一份", "第二份"] {
        let draft = draft::begin(&page, "temporary-assistance").await?;
        draft::open(&page, &draft, "incident_text").await?;
        page.type_into("#q", text).await?;
        page.sees("已保存").await?;
        drafts.push(draft);
    }
    let [damaged, whole] = drafts.as_slice() else {
        anyhow::bail!("two drafts");
    };
    let id = damaged.rsplit('/').next().context("an id")?;
    let damage = format!(
        "const all = store.openCursor();
         all.onsuccess = () => {{
           const cursor = all.result;
           if (!cursor) return;
           if (JSON.stringify(cursor.key).includes({id})) {{
             const find = (value) => {{
               for (const name in value) {{
                 const part = value[name];
                 if (part instanceof Uint8Array && part.length > 64) part[40] ^= 1;
                 else if (part && typeof part === 'object') find(part);
               }}
             }};
             const record = cursor.value;
             find(record);
             cursor.update(record);
           }}
           cursor.continue();
         }};",
        id = json!(id),
    );
    page.open("/about").await?;
    in_database(&page, "records", &damage).await?;
    page.open("/data").await?;
    page.sees("打不开的草稿").await?;
    draft::open(&page, whole, "incident_text").await?;
    ensure!(
        page.field("#q").await? == "第二份",
        "the other draft is lost"
    );
    page.is_quiet().await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_lost_device_key_is_said_and_a_new_draft_can_be_begun() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    draft::open(&page, &draft, "incident_text").await?;
    page.type_into("#q", "第一份").await?;
    page.sees("已保存").await?;
    page.open("/about").await?;
    in_database(&page, "keys", "store.clear();").await?;
    page.open("/data").await?;
    page.sees("打不开的草稿").await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    draft::open(&page, &draft, "incident_text").await?;
    page.type_into("#q", "第二份").await?;
    page.sees("已保存").await?;
    page.reload().await?;
    ensure!(page.field("#q").await? == "第二份", "the new draft is lost");
    page.into_browser().quit().await
}

#[tokio::test]
async fn what_a_newer_app_wrote_is_not_touched() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    draft::open(&page, &draft, "incident_text").await?;
    page.type_into("#q", "第一份").await?;
    page.sees("已保存").await?;
    let newer = "const done = arguments[0];
        const opening = indexedDB.open('civil-affairs', 99);
        opening.onsuccess = () => { opening.result.close(); done(true); };
        opening.onerror = () => done(false);";
    let upgraded: bool = page.web().execute_async(newer, vec![]).await?.convert()?;
    ensure!(upgraded, "the app keeps a newer one from its database");
    page.type_into("#q", "，又加一句").await?;
    page.sees("新版本").await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_broken_program_shows_that_the_draft_is_safe_and_starts_again() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    draft::open(&page, &draft, "incident_text").await?;
    page.type_into("#q", TYPED).await?;
    page.sees("已保存").await?;
    let path = page.path().await?;
    // What the browser reports when WebAssembly stops: out of memory, or after a panic.
    let trap = "const error = new WebAssembly.RuntimeError('unreachable');
        dispatchEvent(new ErrorEvent('error', { error, message: 'unreachable' }));";
    page.web().execute(trap, vec![]).await?;
    page.sees("已经保存的内容还在这台设备上").await?;
    page.sees("What was saved is still on this device").await?;
    page.is_accessible().await?;
    page.click("#crash-restart").await?;
    page.heading().await?;
    page.open(&path).await?;
    ensure!(page.field("#q").await? == TYPED, "the text is lost");
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_connection_that_the_browser_loses_is_opened_again() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    draft::open(&page, &draft, "incident_text").await?;
    // As WebKit answers on a handle that it has closed in the background; a new handle works.
    let lost = "const dead = new WeakSet();
        const begin = IDBDatabase.prototype.transaction;
        window.refused = 0;
        IDBDatabase.prototype.transaction = function (...rest) {
          if (window.refused === 0) dead.add(this);
          if (!dead.has(this)) return begin.apply(this, rest);
          window.refused += 1;
          throw new DOMException('', 'InvalidStateError');
        };";
    page.web().execute(lost, vec![]).await?;
    page.type_into("#q", "房子着火了").await?;
    page.sees("已保存").await?;
    ensure!(
        page.now::<u32>("window.refused").await? > 0,
        "the connection was never lost"
    );
    page.reload().await?;
    ensure!(
        page.field("#q").await? == "房子着火了",
        "the text is not there"
    );
    page.into_browser().quit().await
}

#[tokio::test]
async fn an_older_page_in_the_way_is_said_and_the_form_goes_on() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/about").await?;
    let hold = "const done = arguments[0];
        const request = indexedDB.open('held');
        request.onsuccess = () => { window.held = request.result; done(true); };";
    let older = page.web().new_tab().await?;
    let newer = page.web().window().await?;
    page.web().switch_to_window(older.clone()).await?;
    page.open("/about").await?;
    let held: bool = page.web().execute_async(hold, vec![]).await?.convert()?;
    ensure!(held, "nothing to be in the way");
    page.web().switch_to_window(newer).await?;
    // A request that the other page blocks, as it blocks an upgrade while it keeps the database open.
    let asks = "IDBFactory.prototype.open = function () { return this.deleteDatabase('held'); };";
    before_each_page(&page, asks).await?;
    a_form_goes_on_unsaved(&page, "旧页面").await?;
    page.into_browser().quit().await
}
