//! Words about what the bureau holds of a person.

use super::pick;
use civil_affairs_domain::value::text::Lang;

/// Something said about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyMsg {
    Title,
    Lead,
    Link,
    AtBureau,
    CaseFile,
    Open,
    Erased,
    EraseHow,
    KeptHow,
    Later,
    Files,
    Save,
    Offline,
    NotFound,
}

impl CopyMsg {
    /// In one language.
    pub fn say(self, lang: Lang) -> &'static str {
        pick(self.both(), lang)
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            CopyMsg::Title => ("民政局保存的内容", "What the bureau holds"),
            CopyMsg::Lead => (
                "这是您交的全部内容，刚从民政局取来。本机不会保存。",
                "Everything you handed in, as the bureau has it now. It is not kept on this device.",
            ),
            CopyMsg::Link => ("看民政局保存的内容", "See what the bureau holds"),
            CopyMsg::AtBureau => ("在民政局", "At the bureau"),
            CopyMsg::CaseFile => (
                "已立案。案卷按档案规定保存，不能删除。",
                "There is a case file. The archive rules keep it; it cannot be deleted.",
            ),
            CopyMsg::Open => (
                "民政局还没有公布保存多久。",
                "The bureau has not set for how long it is kept.",
            ),
            CopyMsg::Erased => ("个人信息已删除。", "Personal data was deleted."),
            CopyMsg::EraseHow => (
                "可以删除：回到这份申请，点“删除民政局那里的个人信息”。",
                "You can have it deleted: on the page of the application.",
            ),
            CopyMsg::KeptHow => (
                "还在办理。办完或撤回后才能删除。",
                "It is still being dealt with. It can be deleted once it is done or withdrawn.",
            ),
            CopyMsg::Later => ("后来补交的", "Handed in later"),
            CopyMsg::Files => ("文件", "Files"),
            CopyMsg::Save => ("存成文件（JSON）", "Save as a file (JSON)"),
            CopyMsg::Offline => (
                "现在连不上民政局，请有网络时再看。",
                "The bureau cannot be reached now. Please look when there is a network.",
            ),
            CopyMsg::NotFound => (
                "民政局找不到这一份了。请带受理编号到窗口问。",
                "The bureau does not find it any more. Please ask at a window with the reference.",
            ),
        }
    }
}

/// Until when it is kept.
pub fn kept_until(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("保存到 {day}，然后自动删除。"),
        Lang::En => format!("Kept until {day}, then deleted by itself."),
    }
}
