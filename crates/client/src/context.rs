//! What a page needs to speak about a service: the catalogue, the day and the language, all as they are now.

use crate::{catalogue_cache::CatalogueCache, platform::clock, settings::Settings};
use civil_affairs_domain::{
    form::catalogue::Catalogue,
    form::definition::{Basis, ServiceDefinition},
    form::policy::{HelpLine, Parameters, Policy},
    form::rule_context::RuleContext,
    rules::report,
    value::date::Date,
    value::text::{Lang, Text},
};
use std::sync::Arc;

/// The general line: shown wherever a contact is unset (services-overview §6).
pub const GENERAL_LINE: &str = "12345";

/// Catalogue, day and language, as a page was built with them.
#[derive(Clone, Debug)]
pub struct AppContext {
    /// The catalogue.
    pub catalogue: Arc<Catalogue>,
    /// Today at UTC + 8 h.
    pub today: Date,
    /// Minutes after midnight there, where known.
    pub minute: Option<u16>,
    /// The reader's language.
    pub lang: Lang,
    /// Others use this device too.
    pub shared: bool,
    parameters: Parameters,
}

impl AppContext {
    /// On a day, in a language.
    pub fn new(catalogue: Arc<Catalogue>, today: Date, lang: Lang) -> AppContext {
        let parameters = catalogue.policy.on(today);
        AppContext {
            catalogue,
            today,
            minute: None,
            lang,
            shared: false,
            parameters,
        }
    }

    /// As it is now; nothing while the catalogue is not there.
    pub fn now(catalogues: CatalogueCache, settings: Settings) -> Option<AppContext> {
        Some(AppContext {
            minute: clock::minute(),
            shared: settings.is_shared(),
            ..AppContext::new(
                catalogues.catalogue()?,
                catalogues.today()?,
                settings.lang(),
            )
        })
    }

    /// Parameters, lists and sources.
    pub fn policy(&self) -> &Policy {
        &self.catalogue.policy
    }

    /// The parameters as they count today.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// A service by its id.
    pub fn service(&self, id: &str) -> Option<&ServiceDefinition> {
        self.catalogue.service(id)
    }

    /// The title of a service; empty where this catalogue does not have it.
    pub fn title_of(&self, service: &str) -> String {
        let service = self.service(service);
        service.map_or_else(String::new, |service| self.text(&service.title))
    }

    /// What answers to a service are judged by: its rules, the policy and the day.
    pub fn setting<'a>(&'a self, service: &'a ServiceDefinition) -> RuleContext<'a> {
        RuleContext::new(service, self.policy(), self.today).at(self.minute)
    }

    /// A text of the catalogue, its places filled with parameters.
    pub fn text(&self, text: &Text) -> String {
        text.render(self.lang, &|key| self.parameters.shown(key))
    }

    /// Texts of the catalogue.
    pub fn texts(&self, texts: &[Text]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// Places in laws as people read them: title, article, date. The codes are for officers.
    pub fn cite(&self, basis: &[Basis]) -> Vec<String> {
        basis
            .iter()
            .map(|basis| {
                let cited = report::cite(basis, self.policy(), self.lang);
                let code = format!(" [{}]", basis.source);
                cited.strip_suffix(&code).unwrap_or(&cited).to_owned()
            })
            .collect()
    }

    /// Help lines that satisfy a condition, in the order of the data.
    pub fn lines(&self, wanted: impl Fn(&HelpLine) -> bool) -> Vec<HelpLine> {
        self.policy()
            .help_lines
            .iter()
            .filter(|line| wanted(line))
            .cloned()
            .collect()
    }

    /// Titles of what must be set before real applications may be taken; none in production.
    pub fn unset_for_production(&self) -> Vec<String> {
        let keys = self.policy().unset_for_production(self.today);
        keys.iter()
            .filter_map(|key| self.policy().parameters.iter().find(|row| row.key == *key))
            .map(|row| row.title.in_lang(self.lang).to_owned())
            .collect()
    }
}
