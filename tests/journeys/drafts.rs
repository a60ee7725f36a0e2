//! Drafts survive what happens to phones: killed browsers, second tabs, reloads, a thumb on "delete".

use anyhow::{Result, ensure};
use civil_affairs_journeys::{World, draft};
use std::time::{Duration, Instant};

/// Numbers that look random and come again (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

#[tokio::test]
async fn a_browser_killed_at_twenty_moments_loses_nothing_that_counted_as_saved() -> Result<()> {
    let mut world = World::start()?;
    let page = world.browser().await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    let path = draft::open(&page, &draft, "incident_text").await?;
    page.works_off_line().await?;
    page.into_browser().quit().await?;
    world.server.stop()?;

    let mut numbers = Numbers(20_261_201);
    let mut kept = String::new();
    for round in 0..20 {
        let page = world.browser().await?;
        page.open(&path).await?;
        let found = page.field("#q").await?;
        ensure!(
            found.starts_with(&kept),
            "round {round}: “{kept}” was saved, “{found}” is there"
        );
        // What stands there from the last round and was never acknowledged counts from now on.
        kept = found;
        let mut typed: Vec<(Instant, String)> = Vec::new();
        let mut text = kept.clone();
        let keys = 1 + numbers.below(30);
        let acknowledged = numbers.below(2) == 0;
        for _ in 0..keys {
            let key = char::from(b'a' + u8::try_from(numbers.below(26))?);
            page.type_into("#q", &key.to_string()).await?;
            text.push(key);
            typed.push((Instant::now(), text.clone()));
        }
        if acknowledged {
            page.sees("已保存").await?;
            kept.clone_from(&text);
        }
        let killed = Instant::now();
        page.into_browser().kill().await?;
        for (at, text) in typed {
            if killed.duration_since(at) > Duration::from_secs(1) {
                kept = text;
            }
        }
    }
    let page = world.browser().await?;
    page.open(&path).await?;
    let found = page.field("#q").await?;
    ensure!(
        found.starts_with(&kept),
        "“{kept}” was saved, “{found}” is there"
    );
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_draft_open_in_two_tabs_is_told_and_both_fields_are_kept() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    let text = draft::open(&page, &draft, "incident_text").await?;
    let name = draft::open(&page, &draft, "applicant.name_zh").await?;
    let first = page.web().window().await?;
    let second = page.web().new_tab().await?;
    page.web().switch_to_window(second.clone()).await?;
    page.open(&text).await?;
    page.has("#open-elsewhere").await?;
    page.type_into("#q", "房子着火了").await?;
    page.sees("已保存").await?;

    page.web().switch_to_window(first.clone()).await?;
    page.has("#open-elsewhere").await?;
    page.type_into("#q", "测试甲").await?;
    page.sees("已保存").await?;

    for window in [first, second] {
        page.web().switch_to_window(window).await?;
        page.open(&format!("{draft}/answers")).await?;
        page.sees("房子着火了").await?;
        page.sees("测试甲").await?;
    }
    page.open(&name).await?;
    ensure!(page.field("#q").await? == "测试甲", "the name is gone");
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_deleted_draft_comes_back_by_one_press_and_is_gone_without_it() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    let path = draft::open(&page, &draft, "incident_text").await?;
    page.type_into("#q", "房子着火了").await?;
    page.sees("已保存").await?;

    page.open(&draft).await?;
    page.click(".button--danger").await?;
    page.path_is("/").await?;
    page.click("#undo").await?;
    page.has(&format!("a[href='{draft}']")).await?;
    page.open(&path).await?;
    ensure!(
        page.field("#q").await? == "房子着火了",
        "it came back empty"
    );

    page.open(&draft).await?;
    page.click(".button--danger").await?;
    page.has("#undo").await?;
    page.open("/data").await?;
    page.sees("没有您的内容").await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn deleting_everything_leaves_nothing_on_the_device() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    draft::begin(&page, "temporary-assistance").await?;
    page.open("/temporary-assistance/check/1").await?;
    page.click("#q-1").await?;
    page.sees("已保存").await?;
    page.open("/data").await?;
    page.sees("草稿").await?;
    page.click("#ask-delete-all").await?;
    page.click("#delete-all").await?;
    page.sees("已全部删除").await?;
    page.reload().await?;
    page.sees("没有您的内容").await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn every_page_of_a_form_stands_again_after_a_reload_and_after_back_and_forward() -> Result<()>
{
    let world = World::start()?;
    let page = world.browser().await?;
    let draft = draft::begin(&page, "marriage-appointment").await?;
    for place in 1..8 {
        let path = format!("{draft}/{place}");
        page.path_is(&path).await?;
        let asked: String = page
            .value(
                "document.querySelector('[data-question]')?.dataset.question ?? null",
                "a question",
            )
            .await?;
        page.reload().await?;
        page.has(&format!("[data-question='{asked}']")).await?;
        page.click("form[data-question] > .actions button:last-child")
            .await?;
        let next = format!("location.pathname !== {} || null", serde_json::json!(path));
        page.value::<bool>(&next, "the next page").await?;
    }
    page.web().back().await?;
    page.path_is(&format!("{draft}/7")).await?;
    page.web().back().await?;
    page.path_is(&format!("{draft}/6")).await?;
    page.web().forward().await?;
    page.path_is(&format!("{draft}/7")).await?;
    page.is_quiet().await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn what_was_given_once_is_taken_over_with_one_tap() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    draft::open(&page, &draft, "applicant.name_zh").await?;
    page.type_into("#q", "测试甲").await?;
    page.sees("已保存").await?;
    draft::open(&page, &draft, "members").await?;
    page.click("#add-entry").await?;
    page.has("[data-question='members[0].name_zh']").await?;
    page.sees("测试甲").await?;
    page.is_accessible().await?;
    page.click("#known-0").await?;
    page.value::<bool>(
        "document.querySelector('#q')?.value === '测试甲' || null",
        "the name",
    )
    .await?;
    page.does_not_see("用填过的").await?;
    page.has(".saved svg").await?;
    page.reload().await?;
    ensure!(page.field("#q").await? == "测试甲", "it was not kept");
    page.into_browser().quit().await
}
