//! Whatever the network, a portal or a dying server does at whichever step of sending: nothing is lost, nothing is there
//! twice, and nobody has to reload or tap. Only a killed browser is opened again.

use anyhow::{Context, Result, ensure};
use civil_affairs_journeys::{
    Page, World, draft,
    faults::{Fault, Line, Step},
    picture,
};
use std::{collections::BTreeSet, time::Duration};

const SERVICE: &str = "temporary-assistance";
/// A request is given up after half a minute, and some have to be given up twice.
const PATIENCE: Duration = Duration::from_secs(120);

/// A browser on an app that has been visited once, behind a line that can fail.
struct Journey {
    world: World,
    line: Line,
    page: Page,
    /// References of everything that was finished.
    finished: Vec<String>,
    /// Where the consent for photos and the photos are asked for, once they were found.
    places: Option<[String; 2]>,
}

impl Journey {
    async fn begin() -> Result<Journey> {
        let world = World::start()?;
        let line = Line::to(world.server.address())?;
        let page = Page::new(world.browser().await?.into_browser(), line.url());
        page.open("/").await?;
        page.works_off_line().await?;
        Ok(Journey {
            world,
            line,
            page,
            finished: Vec::new(),
            places: None,
        })
    }

    /// Finishes a form, with a photo of several parts where there is to be one. The page of what came of it stays open.
    async fn finish(&mut self, with_photo: bool) -> Result<String> {
        let page = &self.page;
        let draft = draft::begin(page, SERVICE).await?;
        if with_photo {
            self.places = Some(with_a_photo(&self.world, page, &draft, self.places.take()).await?);
        }
        page.open(&format!("{draft}/answers")).await?;
        page.click("#finish").await?;
        self.finished.push(page.text("#reference").await?);
        page.path().await
    }

    /// Waits until the open page shows that the bureau has everything and has told what became of it.
    async fn is_received(&self) -> Result<()> {
        let looks = "(() => {
               const page = document.body?.innerText ?? '';
               const told = document.querySelector('#course') && page.includes('已提交');
               return (told && !page.includes('还有文件在传')) || null;
             })()";
        self.page
            .value_within::<bool>(PATIENCE, looks, "what became of it")
            .await?;
        Ok(())
    }

    /// The same after a fault, which has to have happened.
    async fn is_received_after(&self, fault: Fault) -> Result<()> {
        self.is_received()
            .await
            .with_context(|| format!("{fault:?}"))?;
        ensure!(
            self.line.is_done(),
            "only this happened: {:?}",
            self.line.done()
        );
        Ok(())
    }

    /// Waits until the device has nothing that waits.
    async fn is_drained(&self) -> Result<()> {
        self.page.open("/data").await?;
        let looks = "(() => {
               const page = document.body?.innerText ?? '';
               return (page.includes('已提交') && !page.includes('待提交')) || null;
             })()";
        self.page
            .value_within::<bool>(PATIENCE, looks, "the end of the queue")
            .await?;
        Ok(())
    }

    async fn withdraw(&self) -> Result<()> {
        self.page.click("#withdraw").await?;
        self.page.click("#do-it").await
    }

    /// Waits until the bureau has told that it knows of it.
    async fn is_withdrawn(&self) -> Result<()> {
        let looks =
            "(document.querySelector('#state')?.innerText ?? '').includes('已撤回') || null";
        self.page
            .value_within::<bool>(PATIENCE, looks, "the withdrawal")
            .await?;
        Ok(())
    }

    /// The browser is dead; another one opens the same profile on a page.
    async fn rises_again(mut self, path: &str) -> Result<Journey> {
        self.page.into_browser().kill().await?;
        let browser = self.world.browser().await?.into_browser();
        self.page = Page::new(browser, self.line.url());
        self.page.open(path).await?;
        Ok(self)
    }

    /// The bureau has each of them once and whole, and the device has nothing left to send.
    async fn ends(self) -> Result<()> {
        ensure!(
            self.line.is_done(),
            "not everything happened: {:?}",
            self.line.done()
        );
        let cases = self.world.server.cases()?;
        let count = self.finished.len();
        ensure!(
            cases.len() == count,
            "{count} were finished, the bureau has {cases:#?}"
        );
        for reference in &self.finished {
            let there = cases.iter().filter(|case| case.contains(reference)).count();
            ensure!(there == 1, "{reference} is there {there} times");
            let shown = self.world.server.case(&["show", reference])?;
            let shown: serde_json::Value = serde_json::from_str(&shown)?;
            let steps = shown.get("events").and_then(|steps| steps.as_array());
            let steps = steps.context("events")?;
            let states = steps.iter().filter_map(|step| step.get("state")?.as_str());
            let states: Vec<&str> = states.collect();
            // No journey here reaches a state a second time.
            let once: BTreeSet<&str> = states.iter().copied().collect();
            ensure!(
                states.first() == Some(&"submitted") && once.len() == steps.len(),
                "{reference}: {states:?}"
            );
        }
        let missing = self.line.missing_files()?;
        ensure!(missing.is_empty(), "the bureau misses {missing:?}");
        self.is_drained().await?;
        self.page.into_browser().quit().await
    }
}

/// Adds a photo of several parts to a draft.
async fn with_a_photo(
    world: &World,
    page: &Page,
    draft: &str,
    places: Option<[String; 2]>,
) -> Result<[String; 2]> {
    let photo = world.home.path().join("noise.jpg");
    let places = match places {
        Some(places) => {
            page.open(&format!("{draft}{}", places[0])).await?;
            page.click("[data-question] input").await?;
            page.has(".saved svg").await?;
            page.open(&format!("{draft}{}", places[1])).await?;
            places
        }
        None => {
            picture::noise(page, &photo).await?;
            let consent = draft::open(page, draft, "photo_upload").await?;
            let photos = draft::at_photos(page, draft).await?;
            [consent, photos].map(|path| path.replacen(draft, "", 1))
        }
    };
    draft::choose_path(page, &photo).await?;
    page.has("img.file__picture").await?;
    page.has(".saved svg").await?;
    Ok(places)
}

#[tokio::test]
async fn every_fault_while_a_form_is_sent() -> Result<()> {
    let mut journey = Journey::begin().await?;
    for fault in Fault::PASSING {
        journey.line.plan(Step::Submit, fault);
        journey.finish(false).await?;
        journey.is_received_after(fault).await?;
    }
    journey.ends().await
}

#[tokio::test]
async fn every_fault_while_the_keys_are_fetched() -> Result<()> {
    let mut journey = Journey::begin().await?;
    for fault in Fault::PASSING {
        // Keys are kept as long as the page lives: a new one has to fetch them.
        journey.page.reload().await?;
        journey.line.plan(Step::Keys, fault);
        journey.finish(false).await?;
        journey.is_received_after(fault).await?;
    }
    journey.ends().await
}

#[tokio::test]
async fn every_fault_while_a_file_is_asked_for_and_sent_in_its_parts() -> Result<()> {
    let mut journey = Journey::begin().await?;
    for fault in Fault::PASSING {
        for step in [Step::Ask, Step::FirstPart, Step::LaterPart] {
            journey.line.plan(step, fault);
        }
        journey.finish(true).await?;
        journey.is_received_after(fault).await?;
    }
    journey.ends().await
}

#[tokio::test]
async fn a_file_that_the_bureau_cannot_take_is_told_of_and_holds_nothing_up() -> Result<()> {
    let mut journey = Journey::begin().await?;
    journey.line.plan(Step::FirstPart, Fault::TooLarge);
    let path = journey.finish(true).await?;
    journey.is_received_after(Fault::TooLarge).await?;
    journey.page.sees("有文件没有交上").await?;
    journey = journey.rises_again(&path).await?;
    journey.page.sees("有文件没有交上").await?;
    journey.finish(true).await?;
    journey.is_received().await?;
    let missing = journey.line.missing_files()?;
    ensure!(missing.len() == 1, "the bureau misses {missing:?}");
    journey.is_drained().await?;
    journey.page.into_browser().quit().await
}

#[tokio::test]
async fn every_fault_while_it_is_asked_what_became_of_it() -> Result<()> {
    let mut journey = Journey::begin().await?;
    for fault in Fault::PASSING {
        journey.finish(false).await?;
        journey.is_received().await?;
        let reference = journey.finished.last().context("it was finished")?;
        let move_on = ["move", reference, "accepted"];
        journey.world.server.case(&move_on)?;
        journey.line.plan(Step::Look, fault);
        journey.page.reload().await?;
        let news = "document.querySelectorAll('#course > li').length > 1 || null";
        journey
            .page
            .value_within::<bool>(PATIENCE, news, "what the bureau did")
            .await?;
        journey.is_received_after(fault).await?;
    }
    journey.ends().await
}

#[tokio::test]
async fn every_fault_while_an_application_is_withdrawn() -> Result<()> {
    let mut journey = Journey::begin().await?;
    for fault in Fault::PASSING {
        journey.finish(false).await?;
        journey.is_received().await?;
        journey.line.plan(Step::Act, fault);
        journey.withdraw().await?;
        journey
            .is_withdrawn()
            .await
            .with_context(|| format!("{fault:?}"))?;
        journey.is_received_after(fault).await?;
    }
    journey.ends().await
}

#[tokio::test]
async fn a_line_that_stalls_at_every_step_holds_nothing_up_for_ever() -> Result<()> {
    let mut journey = Journey::begin().await?;
    journey.world.server.stop()?;
    let mut paths = Vec::new();
    for with_photo in [true, true, false, false] {
        paths.push(journey.finish(with_photo).await?);
    }
    // Four at a time: most of it stalls at the same time.
    for (step, fault) in [
        (Step::Submit, Fault::Stall),
        (Step::Submit, Fault::AnswerStalls),
        (Step::Keys, Fault::Stall),
        (Step::Ask, Fault::Stall),
        (Step::FirstPart, Fault::AnswerStalls),
        (Step::Look, Fault::Stall),
    ] {
        journey.line.plan(step, fault);
    }
    journey.world.server.start_again()?;
    for path in paths {
        journey.page.open(&path).await?;
        journey.is_received().await?;
    }
    journey.ends().await
}

#[tokio::test]
async fn a_browser_that_is_killed_at_every_step_goes_on_when_it_is_opened_again() -> Result<()> {
    let mut journey = Journey::begin().await?;
    for step in Step::ALL {
        for fault in [Fault::Stall, Fault::AnswerStalls] {
            let with_photo = matches!(step, Step::Ask | Step::FirstPart | Step::LaterPart);
            let path = if step == Step::Look {
                let path = journey.finish(false).await?;
                journey.is_received().await?;
                journey.line.plan(step, fault);
                journey.page.reload().await?;
                path
            } else if step == Step::Act {
                let path = journey.finish(false).await?;
                journey.is_received().await?;
                journey.line.plan(step, fault);
                journey.withdraw().await?;
                path
            } else {
                journey.line.plan(step, fault);
                journey.finish(with_photo).await?
            };
            journey.line.holds(1).await?;
            journey = journey.rises_again(&path).await?;
            let told = if step == Step::Act {
                journey.is_withdrawn().await
            } else {
                journey.is_received().await
            };
            told.with_context(|| format!("killed at {step:?}, {fault:?}"))?;
        }
    }
    journey.ends().await
}

#[tokio::test]
async fn a_server_that_is_killed_again_and_again_under_load_receives_everything_once() -> Result<()>
{
    let mut journey = Journey::begin().await?;
    journey.world.server.stop()?;
    let mut paths = Vec::new();
    for number in 0..8 {
        paths.push(journey.finish(number % 4 == 0).await?);
    }
    journey.page.sees("待提交").await?;
    for _ in 0..6 {
        journey.world.server.start_again()?;
        let passed = journey.line.passed();
        // In the middle of whatever comes next.
        journey.line.has_passed(passed + 3).await?;
        journey.world.server.kill()?;
    }
    journey.world.server.start_again()?;
    for path in paths {
        journey.page.open(&path).await?;
        journey.is_received().await?;
    }
    journey.ends().await
}
