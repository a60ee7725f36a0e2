//! Each service by touch alone on the narrowest phone, and by a thumb that taps every button twice.

use super::forms::{after_one_visit, couple, finish, household, senior};
use anyhow::{Result, ensure};
use civil_affairs_journeys::{
    keys::{self, Replies},
    touch::Hand,
};

/// Fills and finishes a form, and gives how many applications wait after that.
async fn by(
    hand: Hand,
    service: &str,
    set: &[(&str, &str)],
    replies: &Replies,
    entries: usize,
) -> Result<()> {
    let (_world, page) = after_one_visit(set).await?;
    let page = page.by(hand).await?;
    keys::fill(&page, service, replies, entries).await?;
    for (path, reply) in replies {
        if let keys::Reply::Type(text) = reply {
            ensure!(
                page.now::<String>("document.body.innerText")
                    .await?
                    .contains(text.trim())
                    || path.ends_with("id_number"),
                "{path}: {text} is not among the answers"
            );
        }
    }
    finish(&page).await?;
    page.open("/data").await?;
    page.sees("待提交").await?;
    let rows: Vec<String> = page
        .now("[...document.querySelectorAll('.defs dt')].map((dt) => dt.innerText)")
        .await?;
    let waiting = rows.iter().filter(|row| row.contains("待提交")).count();
    let drafts = rows.iter().filter(|row| row.contains("草稿")).count();
    ensure!(
        waiting == 1 && drafts == 0,
        "{waiting} wait, {drafts} drafts are left: {rows:?}"
    );
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_thumb_finishes_assistance_on_the_narrowest_phone() -> Result<()> {
    by(Hand::Thumb, "temporary-assistance", &[], &household()?, 2).await
}

#[tokio::test]
async fn a_thumb_finishes_an_appointment_on_the_narrowest_phone() -> Result<()> {
    by(Hand::Thumb, "marriage-appointment", &[], &couple()?, 0).await
}

#[tokio::test]
async fn a_thumb_finishes_a_seniors_card_on_the_narrowest_phone() -> Result<()> {
    let set = [("senior_card_issue_enabled", "true")];
    by(Hand::Thumb, "senior-card", &set, &senior()?, 0).await
}

#[tokio::test]
async fn tapping_every_button_twice_makes_nothing_twice_and_loses_nothing() -> Result<()> {
    by(
        Hand::NervousThumb,
        "temporary-assistance",
        &[],
        &household()?,
        2,
    )
    .await
}
