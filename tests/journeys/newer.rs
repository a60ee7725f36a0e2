//! An officer changes the questions while drafts and finished forms are on people's phones: nothing of theirs is lost,
//! and they are told what moved.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{World, data, draft};

const SERVICE: &str = "temporary-assistance";
const TEXT: &str = "厨房着火，锅碗都没了";
const NAME: &str = "测试甲";

#[tokio::test]
async fn a_question_added_removed_and_changed_leaves_drafts_and_finished_forms_whole() -> Result<()>
{
    let mut world = World::with_own_services()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;

    let finished = draft::begin(&page, SERVICE).await?;
    page.open(&format!("{finished}/answers")).await?;
    page.click("#finish").await?;
    let reference = page.text("#reference").await?;
    let receipt = page.path().await?;

    let open = draft::begin(&page, SERVICE).await?;
    let removed = draft::open(&page, &open, "incident_text").await?;
    page.type_into("#q", TEXT).await?;
    page.sees("已保存").await?;
    draft::open(&page, &open, "contact_name").await?;
    page.type_into("#q", NAME).await?;
    page.sees("已保存").await?;

    world.server.stop()?;
    let file = world.service_file(SERVICE);
    data::exchange_question(&file, "incident_text", "")?;
    data::exchange_question(
        &file,
        "contact_name",
        "[[groups.questions]]
id = \"contact_name\"
kind = \"name_zh\"
label = { zh = \"可以联系谁\", en = \"Whom to call\" }
ask = { zh = \"我们可以联系谁？\", en = \"Whom may we call?\" }
visible_if = { field = \"applicant.mobile\", answered = false }

[[groups.questions]]
id = \"best_time\"
kind = { text = { max = 20 } }
label = { zh = \"方便的时间\", en = \"Best time\" }
ask = { zh = \"什么时候方便接电话？\", en = \"When may we call?\" }
",
    )?;
    // Still the old questions: the network is away.
    page.reload().await?;
    world.server.start_again()?;

    // The page that stands open keeps its questions; the next one goes by the new ones.
    page.open("/about").await?;
    page.open(&open).await?;
    for _ in 0..50 {
        if page
            .now::<bool>("!!document.body?.innerText.includes('问题有更新')")
            .await?
        {
            break;
        }
        page.reload().await?;
    }
    page.sees("问题有更新").await?;
    page.sees(TEXT).await?;
    page.is_accessible().await?;
    draft::open(&page, &open, "best_time").await?;
    draft::open(&page, &open, "contact_name").await?;
    page.sees("我们可以联系谁").await?;
    ensure!(page.field("#q").await? == NAME, "the answer is gone");
    page.is_quiet().await?;

    // Off line and after a kill it is the same.
    world.server.stop()?;
    page.into_browser().kill().await?;
    let page = world.browser().await?;
    page.open(&open).await?;
    page.sees(TEXT).await?;
    page.open(&receipt).await?;
    ensure!(
        page.text("#reference").await? == reference,
        "another reference"
    );
    page.open(&removed).await?;
    page.does_not_see("出错").await?;
    page.is_quiet().await?;
    page.into_browser().quit().await
}
