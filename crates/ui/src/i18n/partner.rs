//! Words for the other party of an appointment.

use super::pick;
use civil_affairs_domain::value::text::Lang;

/// Something said to, or about, the other party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartnerMsg {
    InviteTitle,
    InviteLead,
    InviteLink,
    InviteCopy,
    InviteCopied,
    InviteQr,
    Title,
    Lead,
    NoCode,
    NotFound,
    Offline,
    TooOften,
    Asking,
    Time,
    AnswerBy,
    Agree,
    Disagree,
    DisagreeSure,
    Agreed,
    Disagreed,
    NotNeeded,
    Again,
}

impl PartnerMsg {
    /// In one language.
    pub fn say(self, lang: Lang) -> &'static str {
        pick(self.both(), lang)
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            PartnerMsg::InviteTitle => ("请对方确认", "Ask the other party"),
            PartnerMsg::InviteLead => (
                "让对方用手机扫这个码，或把链接发给对方。只能回答一次。",
                "Let the other party scan this code, or send the link. It can be answered once.",
            ),
            PartnerMsg::InviteLink => ("链接", "Link"),
            PartnerMsg::InviteCopy => ("复制链接", "Copy the link"),
            PartnerMsg::InviteCopied => (
                "已复制。只发给对方本人。",
                "Copied. Send it to the other party only.",
            ),
            PartnerMsg::InviteQr => ("请对方扫的二维码", "QR code for the other party"),
            PartnerMsg::Title => ("请您确认预约", "Please confirm the appointment"),
            PartnerMsg::Lead => (
                "对方替你们两位填了预约。您同意，这个时间才留着。",
                "The other party has filled in the form for both of you. The time is kept if you agree.",
            ),
            PartnerMsg::NoCode => (
                "请扫对方给您的二维码，或打开对方发来的链接。",
                "Please scan the code that the other party shows you, or open the link they sent.",
            ),
            PartnerMsg::NotFound => (
                "这个链接不对，或已经不能用。请对方再给您一次。",
                "This link is not right, or no longer valid. Please ask the other party for it again.",
            ),
            PartnerMsg::Offline => (
                "现在连不上民政局，请有网络时再试。",
                "The bureau cannot be reached now. Please try when there is a network.",
            ),
            PartnerMsg::TooOften => (
                "试得太多次了，请过十分钟再试。",
                "That was too often. Please try again in ten minutes.",
            ),
            PartnerMsg::Asking => ("正在取……", "Looking…"),
            PartnerMsg::Time => ("时间和地点", "When and where"),
            PartnerMsg::AnswerBy => ("请在这之前回答", "Please answer by"),
            PartnerMsg::Agree => ("同意", "I agree"),
            PartnerMsg::Disagree => ("不同意", "I do not agree"),
            PartnerMsg::DisagreeSure => (
                "不同意后，这个时间会让给别人。确定吗？",
                "The time then goes to somebody else. Are you sure?",
            ),
            PartnerMsg::Agreed => (
                "您已同意。到时请双方一起带身份证到场。",
                "You have agreed. Please come together on the day, with your ID cards.",
            ),
            PartnerMsg::Disagreed => (
                "您没有同意，这个时间已让出。",
                "You did not agree. The time was given back.",
            ),
            PartnerMsg::NotNeeded => (
                "这个预约现在不用您确认。",
                "This appointment does not need your answer now.",
            ),
            PartnerMsg::Again => ("再试一次", "Try again"),
        }
    }
}
