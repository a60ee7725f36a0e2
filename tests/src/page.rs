//! What a person does and sees on a page. Every look waits until what is looked for is there.

use crate::{
    axe,
    browser::{Browser, Size},
    touch::{self, Hand},
    watch,
};
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::{
    ops::Deref,
    time::{Duration, Instant},
};
use thirtyfour::{TypingData, prelude::*};

/// So long a condition may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser on the app.
#[derive(Debug)]
pub struct Page {
    browser: Browser,
    base: String,
    hand: Hand,
}

impl Deref for Page {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Page {
    /// A browser and the server's address.
    pub fn new(browser: Browser, base: String) -> Page {
        Page {
            browser,
            base,
            hand: Hand::Keyboard,
        }
    }

    /// From now on by touch, on the screen of a narrow phone.
    pub async fn by(mut self, hand: Hand) -> Result<Page> {
        self.hand = hand;
        touch::hold(&self).await?;
        Ok(self)
    }

    /// Gives the browser back, to end it.
    pub fn into_browser(self) -> Browser {
        self.browser
    }

    /// Loads a page by its path and waits for its heading.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.web().goto(format!("{}{path}", self.base)).await?;
        self.heading().await?;
        Ok(())
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        self.web().refresh().await?;
        self.heading().await?;
        Ok(())
    }

    /// The heading, once there is one.
    pub async fn heading(&self) -> Result<String> {
        self.value(
            "document.querySelector('#main h1')?.innerText || null",
            "a heading",
        )
        .await
    }

    /// Waits for a heading that holds a text.
    pub async fn heading_with(&self, text: &str) -> Result<()> {
        let wanted = json!(text);
        let script = format!(
            "(document.querySelector('#main h1')?.innerText ?? '').includes({wanted}) || null"
        );
        self.value::<bool>(&script, &format!("the heading “{text}”"))
            .await?;
        Ok(())
    }

    /// The path in the address bar.
    pub async fn path(&self) -> Result<String> {
        self.now("location.pathname").await
    }

    /// Waits for a path in the address bar.
    pub async fn path_is(&self, path: &str) -> Result<()> {
        let script = format!("location.pathname === {} || null", json!(path));
        self.value::<bool>(&script, &format!("the path {path}"))
            .await?;
        Ok(())
    }

    /// Waits until the visible text of the page holds `text`.
    pub async fn sees(&self, text: &str) -> Result<()> {
        let script = format!(
            "(document.body?.innerText ?? '').includes({}) || null",
            json!(text)
        );
        self.value::<bool>(&script, &format!("“{text}”")).await?;
        Ok(())
    }

    /// Fails if the visible text of the page holds `text` now.
    pub async fn does_not_see(&self, text: &str) -> Result<()> {
        let there: bool = self
            .now(&format!(
                "(document.body?.innerText ?? '').includes({})",
                json!(text)
            ))
            .await?;
        ensure!(!there, "“{text}” is on the page and should not be");
        Ok(())
    }

    /// Waits until the visible text of the page holds `text` no longer.
    pub async fn loses(&self, text: &str) -> Result<()> {
        let script = format!(
            "!(document.body?.innerText ?? '').includes({}) || null",
            json!(text)
        );
        self.value::<bool>(&script, &format!("“{text}” to go"))
            .await?;
        Ok(())
    }

    /// The text of the first element that matches, once it is there.
    pub async fn text(&self, selector: &str) -> Result<String> {
        let script = format!(
            "document.querySelector({})?.innerText ?? null",
            json!(selector)
        );
        self.value(&script, selector).await
    }

    /// What stands in a field, once it is there.
    pub async fn field(&self, selector: &str) -> Result<String> {
        let script = format!("document.querySelector({})?.value ?? null", json!(selector));
        self.value(&script, selector).await
    }

    /// Clicks the first element that matches, once it is there.
    pub async fn click(&self, selector: &str) -> Result<()> {
        self.on(selector, async |element| element.click().await)
            .await
    }

    /// Does something with the first element that matches, once it is there. A page may draw it anew in between.
    pub async fn on(
        &self,
        selector: &str,
        act: impl AsyncFn(WebElement) -> WebDriverResult<()>,
    ) -> Result<()> {
        let begun = Instant::now();
        loop {
            self.has(selector).await?;
            let done = match self.web().find(By::Css(selector)).await {
                Ok(element) => act(element).await,
                Err(error) => Err(error),
            };
            match done {
                Err(error) if is_redrawn(&error) && begun.elapsed() < PATIENCE => {}
                done => return Ok(done?),
            }
        }
    }

    /// Waits until something matches, without touching it.
    pub async fn has(&self, selector: &str) -> Result<()> {
        self.value::<bool>(
            &format!("!!document.querySelector({}) || null", json!(selector)),
            selector,
        )
        .await?;
        Ok(())
    }

    /// Types into the first element that matches, key by key.
    pub async fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        self.on(selector, async |element| element.send_keys(text).await)
            .await
    }

    /// Presses keys where the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.web().action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    /// Presses Tab until the element with the focus matches, as somebody without a mouse does.
    pub async fn tab_to(&self, selector: &str) -> Result<()> {
        let matches = format!("document.activeElement.matches({})", json!(selector));
        for _ in 0..120 {
            if self.now::<bool>(&matches).await? {
                return Ok(());
            }
            self.press(Key::Tab).await?;
        }
        bail!("Tab never reaches {selector}");
    }

    /// Goes to a button or link and presses it, by whichever hand.
    pub async fn push(&self, selector: &str) -> Result<()> {
        match self.hand {
            Hand::Keyboard => {
                self.tab_to(selector).await?;
                self.press(Key::Enter).await
            }
            Hand::Thumb => touch::tap(self, selector, 1).await,
            Hand::NervousThumb => touch::tap(self, selector, 2).await,
        }
    }

    /// Goes to a box or radio button and turns it on or off, by whichever hand.
    pub async fn tick(&self, selector: &str) -> Result<()> {
        match self.hand {
            Hand::Keyboard => {
                self.tab_to(selector).await?;
                self.press(" ").await
            }
            Hand::Thumb | Hand::NervousThumb => touch::tap(self, selector, 1).await,
        }
    }

    /// Brings the focus to a field, by whichever hand.
    pub async fn reach(&self, selector: &str) -> Result<()> {
        match self.hand {
            Hand::Keyboard => self.tab_to(selector).await,
            Hand::Thumb | Hand::NervousThumb => {
                touch::tap(self, selector, 1).await?;
                let there = format!(
                    "document.activeElement.matches({}) || null",
                    json!(selector)
                );
                self.value::<bool>(&there, "the focus").await?;
                Ok(())
            }
        }
    }

    /// Whether a keyboard is all there is.
    pub fn is_by_keyboard(&self) -> bool {
        self.hand == Hand::Keyboard
    }

    /// Evaluates an expression until it gives something.
    pub async fn value<T: serde::de::DeserializeOwned>(
        &self,
        expression: &str,
        what: &str,
    ) -> Result<T> {
        self.value_within(PATIENCE, expression, what).await
    }

    /// The same for what may take longer.
    pub async fn value_within<T: serde::de::DeserializeOwned>(
        &self,
        patience: Duration,
        expression: &str,
        what: &str,
    ) -> Result<T> {
        let script = format!("return ({expression})");
        let begun = Instant::now();
        loop {
            let value = self.web().execute(&script, vec![]).await?.json().clone();
            if value != Value::Null {
                return serde_json::from_value(value)
                    .with_context(|| format!("looking for {what}"));
            }
            if begun.elapsed() > patience {
                let there: String = self
                    .now("(document.body?.innerText ?? '')")
                    .await
                    .unwrap_or_default();
                bail!("{what} did not come. The page says:\n{there}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Evaluates an expression once.
    pub async fn now<T: serde::de::DeserializeOwned>(&self, expression: &str) -> Result<T> {
        let value = self
            .web()
            .execute(format!("return ({expression})"), vec![])
            .await?;
        Ok(value.convert()?)
    }

    /// Fails if the policy was violated or an error was not caught since the page was loaded.
    pub async fn is_quiet(&self) -> Result<()> {
        let seen = watch::seen(self.web()).await?;
        ensure!(seen.is_empty(), "{}: {seen:#?}", self.path().await?);
        Ok(())
    }

    /// Fails if axe-core finds anything.
    pub async fn is_accessible(&self) -> Result<()> {
        let findings = axe::findings(self.web()).await?;
        ensure!(findings.is_empty(), "{}: {findings:#?}", self.path().await?);
        Ok(())
    }

    /// Fails if the page scrolls sideways.
    pub async fn fits(&self, size: Size) -> Result<()> {
        let width: u32 = self.now("document.documentElement.scrollWidth").await?;
        let path = self.path().await?;
        ensure!(
            width <= size.width,
            "{path} is {width} wide on {}",
            size.width
        );
        Ok(())
    }

    /// Waits until a store of the app's database has something under a key.
    pub async fn stored(&self, store: &str, key: &str) -> Result<()> {
        let look = format!(
            "const done = arguments[0];
             const opening = indexedDB.open('civil-affairs');
             opening.onsuccess = () => {{
               const database = opening.result;
               const finish = (there) => {{ database.close(); done(there); }};
               const request = database.transaction({store}).objectStore({store}).getKey({key});
               request.onsuccess = () => finish(request.result !== undefined);
               request.onerror = () => finish(false);
             }};
             opening.onerror = () => done(false);",
            store = json!(store),
            key = json!(key),
        );
        let begun = Instant::now();
        while !self
            .web()
            .execute_async(&look, vec![])
            .await?
            .convert::<bool>()?
        {
            ensure!(
                begun.elapsed() < PATIENCE,
                "nothing is stored under {store}/{key}"
            );
        }
        Ok(())
    }

    /// Waits until the worker of this site is active, so that the next start needs no network.
    pub async fn works_off_line(&self) -> Result<()> {
        let ready =
            "const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(true))";
        let begun = Instant::now();
        let answer = tokio::time::timeout(PATIENCE, self.web().execute_async(ready, vec![])).await;
        ensure!(
            matches!(answer, Ok(Ok(_))),
            "no worker became active in {:?}",
            begun.elapsed()
        );
        Ok(())
    }
}

/// Whether an element was taken out of the page while something was done with it.
fn is_redrawn(error: &WebDriverError) -> bool {
    let said = error.to_string();
    said.contains("stale element") || said.contains("no such element")
}
