//! Each service's form, filled with no network from its start page to 待提交, by keyboard alone.

use anyhow::{Context, Result, ensure};
use civil_affairs_domain::{value::date::Date, value::identity};
use civil_affairs_journeys::{
    Page, World, canary, data,
    keys::{self, Replies, Reply},
};
use std::collections::BTreeMap;

/// A number of nobody: sequence codes 901 and 902 are given to no one (standards-and-duties §1).
fn number(born: Date, sequence: u16) -> Result<Reply> {
    let digits: String = born
        .to_string()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let first = format!("330782{digits}{sequence}");
    let check = identity::check_character(&first).context("seventeen digits")?;
    Ok(Reply::Type(format!("{first}{check}")))
}

fn years_ago(years: i32) -> Result<Date> {
    data::today()?.add_months(years * -12).context("in range")
}

/// The first visit, with the network; then the server is gone and the browser starts again.
pub(super) async fn after_one_visit(set: &[(&str, &str)]) -> Result<(World, Page)> {
    let mut world = World::with_parameters(set)?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    if !set.is_empty() {
        // The one that came with the app does not know what was set.
        page.stored("catalogue", "newest").await?;
    }
    page.into_browser().quit().await?;
    world.server.stop()?;
    let page = world.browser().await?;
    Ok((world, page))
}

/// Finishes the form on the screen. Gives its reference.
pub(super) async fn finish(page: &Page) -> Result<String> {
    page.push("#finish").await?;
    let reference = page.text("#reference").await?;
    page.sees("待提交").await?;
    page.is_quiet().await?;
    Ok(reference)
}

/// What is finished is there after the browser was killed, and nothing of it can be read on the disk.
async fn is_kept(world: &World, page: Page, reference: &str, canaries: &[&str]) -> Result<()> {
    let path = page.path().await?;
    page.into_browser().kill().await?;
    let page = world.browser().await?;
    page.open(&path).await?;
    ensure!(
        page.text("#reference").await? == reference,
        "another reference"
    );
    page.open("/").await?;
    page.sees("待提交").await?;
    page.does_not_see("草稿").await?;
    page.into_browser().quit().await?;
    for canary in canaries {
        let traces = canary::traces(world.home.path(), canary)?;
        ensure!(traces.is_empty(), "{canary} lies in clear in {traces:?}");
    }
    Ok(())
}

/// A household of three after a fire.
pub(super) fn household() -> Result<Replies> {
    let mut replies: Replies = BTreeMap::from([
        ("danger_now", Reply::Choose("no")),
        ("need_now", Reply::Tick(&["other"])),
        ("applicant.name_zh", Reply::text("金丝雀一")),
        ("applicant.id_type", Reply::Choose("resident_id")),
        ("applicant.id_number", number(years_ago(52)?, 901)?),
        ("applicant.mobile", Reply::text("13800000000")),
        ("incident_type", Reply::Choose("fire")),
        (
            "incident_text",
            Reply::text("厨房起火，金丝雀二，家里不能住了。"),
        ),
        ("incident_date", Reply::Day(data::today()?)),
        ("household_size", Reply::text("3")),
        ("amount_need", Reply::text("30000")),
        ("pay_method", Reply::Choose("cash_special")),
        ("truth_statement", Reply::Tick(&["yes"])),
        ("notice_read", Reply::Tick(&["yes"])),
    ]);
    replies.insert("members[0].name_zh", Reply::text("测试伴"));
    replies.insert("members[1].name_zh", Reply::text("测试娃"));
    Ok(replies)
}

#[tokio::test]
async fn somebody_in_need_finishes_for_a_household_of_three() -> Result<()> {
    let (world, page) = after_one_visit(&[]).await?;
    let replies = household()?;
    keys::fill(&page, "temporary-assistance", &replies, 2).await?;
    page.sees("金丝雀一").await?;
    let reference = finish(&page).await?;
    is_kept(&world, page, &reference, &["金丝雀二", "测试娃"]).await
}

#[tokio::test]
async fn somebody_in_need_without_any_number_finishes_too() -> Result<()> {
    let (world, page) = after_one_visit(&[]).await?;
    let replies = BTreeMap::from([
        ("danger_now", Reply::Choose("no")),
        ("applicant.id_type", Reply::Choose("resident_id")),
        ("applicant.id_number", Reply::text("33078219980312901")),
    ]);
    keys::fill(&page, "temporary-assistance", &replies, 0).await?;
    let reference = finish(&page).await?;
    is_kept(&world, page, &reference, &["33078219980312901"]).await
}

/// A couple with their wish.
pub(super) fn couple() -> Result<Replies> {
    let mut replies: Replies = BTreeMap::from([
        ("business_type", Reply::Choose("marry")),
        ("office_id", Reply::Choose("yiwu")),
        ("slot_id", Reply::Slot),
        ("ceremony", Reply::Choose("no")),
        ("photo_plan", Reply::Choose("bring")),
        ("contact_mobile", Reply::text("13800000000")),
        ("party_a.mobile", Reply::text("13800000000")),
        ("party_a.id_number", number(years_ago(28)?, 901)?),
        ("party_b.id_number", number(years_ago(27)?, 902)?),
        ("notes", Reply::text("金丝雀丁")),
        ("party_a.name_zh", Reply::text("金丝雀甲")),
        ("party_b.name_zh", Reply::text("金丝雀乙")),
        ("kinship_preview", Reply::Choose("yes")),
    ]);
    for (one, other, reply) in [
        (
            "party_a.id_type",
            "party_b.id_type",
            Reply::Choose("resident_id"),
        ),
        (
            "party_a.marital_status",
            "party_b.marital_status",
            Reply::Choose("single"),
        ),
        (
            "party_a.is_soldier",
            "party_b.is_soldier",
            Reply::Choose("no"),
        ),
        ("party_a.id_expiry", "party_b.id_expiry", Reply::Permanent),
    ] {
        replies.insert(one, reply.clone());
        replies.insert(other, reply);
    }
    for statement in [
        "notice_read",
        "other_party_informed",
        "health_duty_read",
        "truth_statement",
    ] {
        replies.insert(statement, Reply::Tick(&["yes"]));
    }
    Ok(replies)
}

#[tokio::test]
async fn a_couple_books_a_wished_slot() -> Result<()> {
    let (world, page) = after_one_visit(&[]).await?;
    let replies = couple()?;
    keys::fill(&page, "marriage-appointment", &replies, 0).await?;
    page.sees("金丝雀甲").await?;
    let reference = finish(&page).await?;
    is_kept(&world, page, &reference, &["金丝雀丁", "金丝雀乙"]).await
}

/// A senior's card, asked for by a daughter.
pub(super) fn senior() -> Result<Replies> {
    let mut replies: Replies = BTreeMap::from([
        ("applicant.name_zh", Reply::text("金丝雀奶")),
        ("applicant.id_type", Reply::Choose("resident_id")),
        ("applicant.id_number", number(years_ago(71)?, 902)?),
        ("mobile", Reply::text("13800000000")),
        ("residence_basis", Reply::Choose("household_zj")),
        ("request_type", Reply::Choose("first")),
        ("delivery", Reply::Choose("window")),
        ("pickup_point", Reply::Choose("fotang")),
        ("photo_source", Reply::Choose("id_base")),
        ("large_print_notice", Reply::Choose("phone")),
        ("agent.name", Reply::text("金丝雀女")),
        ("agent.id_type", Reply::Choose("resident_id")),
        ("agent.id_number", number(years_ago(45)?, 902)?),
        ("agent.relation", Reply::Choose("child")),
    ]);
    for statement in ["notice_read", "id_photo_reuse"] {
        replies.insert(statement, Reply::Tick(&["yes"]));
    }
    Ok(replies)
}

#[tokio::test]
async fn a_helper_asks_for_a_seniors_card_where_cards_are_issued() -> Result<()> {
    let (world, page) = after_one_visit(&[("senior_card_issue_enabled", "true")]).await?;
    let replies = senior()?;
    keys::fill(&page, "senior-card", &replies, 0).await?;
    let reference = finish(&page).await?;
    is_kept(&world, page, &reference, &["金丝雀奶"]).await
}

#[tokio::test]
async fn a_couple_of_whom_one_is_a_foreigner_books_too() -> Result<()> {
    let (world, page) = after_one_visit(&[]).await?;
    let mut replies = couple()?;
    for path in ["party_b.name_zh", "party_b.id_expiry"] {
        replies.remove(path);
    }
    let valid_until = data::today()?.add_months(36).context("in range")?;
    replies.extend([
        ("party_b.id_type", Reply::Choose("passport")),
        ("party_b.id_number", Reply::text("T1234567")),
        ("party_b.id_expiry", Reply::Day(valid_until)),
        ("party_b.name_latin", Reply::text("KANARI TESTA")),
        ("party_b.sex", Reply::Choose("female")),
        ("party_b.birth_date", Reply::Day(years_ago(29)?)),
        ("party_b.nationality", Reply::Choose("other")),
        ("party_b.country", Reply::Choose("BR")),
        ("interpreter_language", Reply::Choose("pt")),
    ]);
    keys::fill(&page, "marriage-appointment", &replies, 0).await?;
    page.sees("KANARI TESTA").await?;
    page.sees("巴西").await?;
    page.sees("葡萄牙语").await?;
    let reference = finish(&page).await?;
    is_kept(&world, page, &reference, &["KANARI TESTA", "T1234567"]).await
}
