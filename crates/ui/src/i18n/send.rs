//! Words about sending: what waits and why, what the bureau has.

use super::pick;
use civil_affairs_domain::{protocol::wire::ProblemCode, sync::Failure, value::text::Lang};

/// Something said about sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendMsg {
    StateOver,
    ReceivedExplained,
    ReceiptTitle,
    ReceivedAt,
    ReceivedInto,
    FilesLeft,
    FilesUnsent,
    UnderWay,
    SendNow,
    NotYet,
    Keep,
    KeepExplained,
    TakeUpAgain,
    TakeUpAgainExplained,
    TakeAsking,
    TakeUnsure,
    TakeArrived,
}

impl SendMsg {
    /// In one language.
    pub fn say(self, lang: Lang) -> &'static str {
        pick(self.both(), lang)
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            SendMsg::StateOver => ("已结束", "Closed"),
            SendMsg::ReceivedExplained => ("民政局已经收到。", "The bureau has received it."),
            SendMsg::ReceiptTitle => ("受理回执", "Receipt"),
            SendMsg::ReceivedAt => ("收到时间", "Received at"),
            SendMsg::ReceivedInto => ("收到时的状态", "State on receipt"),
            SendMsg::FilesLeft => (
                "还有文件在传，传完前请保留本应用。",
                "Files are still being sent. Keep this app until they are.",
            ),
            SendMsg::FilesUnsent => (
                "有文件没有交上：本机上找不到了，或者民政局收不下。请补交，或带到窗口。",
                "A file did not go out: it is no longer on this device, or the bureau cannot take it. Add it again, or bring it to a window.",
            ),
            SendMsg::UnderWay => ("正在提交……", "Sending…"),
            SendMsg::SendNow => ("现在提交", "Send now"),
            SendMsg::NotYet => ("还没有交出去", "Not handed in yet"),
            SendMsg::Keep => ("提交后保留一份", "Keep a copy after sending"),
            SendMsg::KeepExplained => (
                "不打开时，民政局收到后，本机只留回执，答案会删除。",
                "When this is off, only the receipt stays on this device once the bureau has your answers.",
            ),
            SendMsg::TakeUpAgain => ("拿回来改", "Take it back and change it"),
            SendMsg::TakeAsking => (
                "正在核对民政局有没有收到……",
                "Checking whether the bureau has it…",
            ),
            SendMsg::TakeUnsure => (
                "这一份可能已经送到民政局，现在连不上，没法核对。拿回来改好再交，民政局可能收到两份。要拿回来吗？",
                "The bureau may have this already; it cannot be reached now. If you change it and hand it in again, the bureau may get two. Take it back?",
            ),
            SendMsg::TakeArrived => (
                "民政局已经收到这一份，马上会显示回执。要改的，可以补交说明，或者撤回。",
                "The bureau has this already; the receipt is on its way. To change something, hand in a correction or withdraw.",
            ),
            SendMsg::TakeUpAgainExplained => (
                "变回草稿，改好后再交。",
                "It becomes a draft again, to be handed in when it is right.",
            ),
        }
    }
}

/// Why the last try to send failed, and what becomes of it.
pub fn failure(failure: Failure, lang: Lang) -> &'static str {
    let both = match failure {
        Failure::Offline | Failure::NotOurs | Failure::NoKeys => (
            "现在连不上民政局。有网络时会自动提交，不用守着。",
            "The bureau cannot be reached now. It goes out by itself when the network is back.",
        ),
        Failure::Busy(_) => (
            "现在人多，稍后自动再交。",
            "The bureau is busy. It is tried again by itself.",
        ),
        Failure::Broken | Failure::Damaged | Failure::OutOfStep | Failure::Unknown => (
            "刚才没有交成，会自动再交。",
            "It did not get through just now and is tried again by itself.",
        ),
        Failure::Forged => (
            "收到的回执核对不上，不能算数，会自动再交。换一个网络试试。",
            "The receipt that came back is not the bureau's. It is tried again; another network may help.",
        ),
        Failure::NotStored => (
            "回执没能存下来。请腾出一些空间，会自动再试。",
            "The receipt could not be stored. Please free some space; it is tried again.",
        ),
        Failure::FileGone => (
            "有一个文件不在这台设备上了，请带到窗口补交。",
            "A file is no longer on this device. Please hand it in at the window.",
        ),
        Failure::FileRefused => (
            "有一个文件民政局收不下，请带到窗口补交。",
            "The bureau cannot take one of the files. Please hand it in at the window.",
        ),
        Failure::Superseded => (
            "本应用的版本太旧，请更新后再交。内容都还在。",
            "This version of the app is too old. Please update it; nothing is lost.",
        ),
    };
    pick(both, lang)
}

/// Why the bureau will not receive it as it is, and what to do.
pub fn refusal(code: ProblemCode, lang: Lang) -> &'static str {
    let both = match code {
        ProblemCode::Lapsed => (
            "您选的时间都已过，请重新选择。",
            "The times you chose have passed; please choose again.",
        ),
        ProblemCode::UnknownVersion | ProblemCode::UnknownService => (
            "这份表已经更新，请拿回来看一遍再交。",
            "This form has changed since. Please take it back, look it over and hand it in again.",
        ),
        ProblemCode::TooLarge => (
            "内容太多，交不上去。请删短一些，或带到窗口。",
            "It is too long to be sent. Shorten it, or take it to a window.",
        ),
        _ => (
            "民政局读不了这一份。请拿回来再交，或打印后带到窗口。",
            "The bureau cannot read it. Take it back and hand it in again, or print it and take it to a window.",
        ),
    };
    pick(both, lang)
}
