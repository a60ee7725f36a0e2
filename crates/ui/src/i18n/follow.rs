//! Words about what became of an application, and what the person does with it.

use super::pick;
use civil_affairs_domain::{protocol::wire::ProblemCode, sync::ActionKind, value::text::Lang};

/// Something said about an application that the bureau has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowMsg {
    ApplicationsLead,
    NoApplications,
    LineAway,
    LineThere,
    ExportUnsent,
    NowTitle,
    CourseTitle,
    Due,
    ToBring,
    ToCorrect,
    YourTime,
    OtherTimes,
    LookAgain,
    Withdraw,
    WithdrawSure,
    CancelTime,
    CancelSure,
    ChangeTime,
    ChangeTitle,
    ChangeLead,
    Supplement,
    SupplementTitle,
    SupplementLead,
    SupplementNote,
    SupplementNoteHint,
    SupplementEmpty,
    SendIt,
    Erase,
    EraseSure,
    Waits,
    NotStored,
    Understood,
    ChooseTime,
    QrTitle,
    QrExplained,
    QrShow,
    ProgressLead,
    ProgressAsk,
    ReferenceLabel,
    ReferenceHint,
    SecretLabel,
    SecretHint,
    ReferenceWrong,
    SecretWrong,
    ProgressNotFound,
    ProgressTooOften,
    ProgressOffline,
    Asking,
    RemoveHere,
    RemoveHereSure,
    StepSupplemented,
    StepErased,
    ToldThen,
}

impl FollowMsg {
    /// In one language.
    pub fn say(self, lang: Lang) -> &'static str {
        pick(self.both(), lang)
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            FollowMsg::ApplicationsLead => (
                "填好的和交上去的，都在这里。",
                "What you have finished, and what the bureau has.",
            ),
            FollowMsg::NoApplications => (
                "还没有申请。填好一份，就会出现在这里。",
                "There are no applications yet. What you finish appears here.",
            ),
            FollowMsg::LineAway => (
                "现在连不上民政局。有网络时自动提交，不用守着。",
                "The bureau cannot be reached now. What waits goes out by itself when there is a network.",
            ),
            FollowMsg::LineThere => (
                "能连上民政局，正在提交。",
                "The bureau can be reached; it is being sent.",
            ),
            FollowMsg::ExportUnsent => ("换一台设备提交", "Send it from another device"),
            FollowMsg::NowTitle => ("现在办到哪一步", "Where it stands"),
            FollowMsg::CourseTitle => ("办理经过", "What happened"),
            FollowMsg::Due => ("这一步的期限：", "This step is due by"),
            FollowMsg::ToBring => ("请补这些材料", "Please hand in"),
            FollowMsg::ToCorrect => ("请更正这些内容", "Please correct"),
            FollowMsg::YourTime => ("预约时间", "Your time"),
            FollowMsg::OtherTimes => ("还有这些时间", "Times that are free"),
            FollowMsg::LookAgain => ("现在查一次", "Look now"),
            FollowMsg::Withdraw => ("撤回申请", "Withdraw the application"),
            FollowMsg::WithdrawSure => (
                "撤回后民政局不再办理。以后可以重新申请。要撤回吗？",
                "The bureau stops working on it. You can apply again later. Withdraw it?",
            ),
            FollowMsg::CancelTime => ("取消预约", "Cancel the appointment"),
            FollowMsg::CancelSure => (
                "取消后，这个时间会让给别人。以后可以重新预约。要取消吗？",
                "The time goes to somebody else. You can book again later. Cancel it?",
            ),
            FollowMsg::ChangeTime => ("改时间", "Change the time"),
            FollowMsg::ChangeTitle => ("改预约时间", "Change the appointment"),
            FollowMsg::ChangeLead => (
                "新时间约上之前，原来的时间还给您留着。",
                "Your old time stays yours until the new one is booked.",
            ),
            FollowMsg::Supplement => ("补交材料或说明", "Hand something in later"),
            FollowMsg::SupplementTitle => ("补交材料或说明", "Hand something in later"),
            FollowMsg::SupplementLead => (
                "拍照就行。没有网络也能交，有网络时自动送到。",
                "A photo will do. It works without a network too, and goes out when there is one.",
            ),
            FollowMsg::SupplementNote => ("说明或更正", "Explanation or correction"),
            FollowMsg::SupplementNoteHint => (
                "例如：手机号写错了，应该是……",
                "For example: my mobile number was wrong, it is …",
            ),
            FollowMsg::SupplementEmpty => (
                "请添加一份材料，或写一句说明。",
                "Please add a file, or write a line.",
            ),
            FollowMsg::SendIt => ("交给民政局", "Send it to the bureau"),
            FollowMsg::Erase => ("删除民政局那里的个人信息", "Delete my data at the bureau"),
            FollowMsg::EraseSure => (
                "事情已经办完。删除后，民政局只留编号和办理经过。不能恢复。要删除吗？",
                "The matter is at its end. The bureau then keeps only the number and the steps. This cannot be undone. Delete it?",
            ),
            FollowMsg::Waits => (
                "待提交：民政局还不知道。有网络时自动送到。",
                "Not handed in yet: the bureau does not know of it. It goes out by itself when there is a network.",
            ),
            FollowMsg::NotStored => (
                "没能存下来，请再试一次。",
                "It could not be stored. Please try again.",
            ),
            FollowMsg::Understood => ("知道了", "I understand"),
            FollowMsg::ChooseTime => ("请选一天和一个时间。", "Please choose a day and a time."),
            FollowMsg::QrTitle => ("回执二维码", "Receipt as a QR code"),
            FollowMsg::QrExplained => (
                "窗口扫一下，就知道民政局收到了这一份。",
                "A window can scan it to see that the bureau has received this.",
            ),
            FollowMsg::QrShow => ("显示回执二维码", "Show the receipt as a QR code"),
            FollowMsg::ProgressLead => (
                "用受理编号和查询码查。在谁的手机上都能查。",
                "With the reference and the code printed with it, from any device.",
            ),
            FollowMsg::ProgressAsk => ("查询", "Look it up"),
            FollowMsg::ReferenceLabel => ("受理编号", "Reference"),
            FollowMsg::ReferenceHint => (
                "12 位，例如 ABCD-EFGH-JKLM。不分大小写。",
                "12 characters, such as ABCD-EFGH-JKLM, in any case.",
            ),
            FollowMsg::SecretLabel => ("查询码", "Code"),
            FollowMsg::SecretHint => (
                "8 位，印在编号旁边。",
                "8 characters, printed beside the reference.",
            ),
            FollowMsg::ReferenceWrong => (
                "编号不对，请对照回执再看一遍。",
                "The reference is not right. Please compare it with your receipt.",
            ),
            FollowMsg::SecretWrong => (
                "查询码应是 8 位，请对照回执再看一遍。",
                "The code has 8 characters. Please compare it with your receipt.",
            ),
            FollowMsg::ProgressNotFound => (
                "没有查到。请对照回执看一遍编号和查询码。刚交的，请先等它显示已提交。",
                "Nothing was found. Please compare both with your receipt. If you have just sent it, wait until it is shown as received.",
            ),
            FollowMsg::ProgressTooOften => (
                "查得太多次了，请过十分钟再查。",
                "That was too often. Please try again in ten minutes.",
            ),
            FollowMsg::ProgressOffline => (
                "现在连不上民政局，请有网络时再查。",
                "The bureau cannot be reached now. Please try when there is a network.",
            ),
            FollowMsg::Asking => ("正在查……", "Looking…"),
            FollowMsg::RemoveHere => ("从本机删除", "Remove from this device"),
            FollowMsg::RemoveHereSure => (
                "只从这台设备上删除，民政局那里不变。请先记下编号和查询码。要删除吗？",
                "It is removed from this device only; nothing changes at the bureau. Note the reference and the code first. Remove it?",
            ),
            FollowMsg::StepSupplemented => ("您补交了材料或说明。", "You handed something in."),
            FollowMsg::StepErased => ("个人信息已删除。", "Personal data was deleted."),
            FollowMsg::ToldThen => ("当时告诉您的", "What you were told then"),
        }
    }
}

/// What the person has done, as a short name.
pub fn deed(kind: ActionKind, lang: Lang) -> &'static str {
    match kind {
        ActionKind::Withdraw => FollowMsg::Withdraw,
        ActionKind::Cancel => FollowMsg::CancelTime,
        ActionKind::Change => FollowMsg::ChangeTime,
        ActionKind::Supplement => FollowMsg::Supplement,
        ActionKind::Erase => FollowMsg::Erase,
    }
    .say(lang)
}

/// Why the bureau did not do it.
pub fn not_done(code: ProblemCode, has_times: bool, lang: Lang) -> &'static str {
    let both = match code {
        ProblemCode::NotNow if has_times => (
            "您选的时间已经约满，原来的时间还在。可以另选一个。",
            "That time is taken; your old time is still yours. Choose another one.",
        ),
        ProblemCode::Lapsed => (
            "您选的时间已经过了，请另选一个。",
            "That time has passed. Choose another one.",
        ),
        ProblemCode::NotNow => (
            "办到这一步已经不能这样做了。需要时请带受理编号到窗口。",
            "This is no longer possible at this stage. If you need it, bring the reference to a window.",
        ),
        ProblemCode::NotFound => (
            "民政局找不到这一份了。请带受理编号到窗口问。",
            "The bureau does not find it any more. Please ask at a window with the reference.",
        ),
        _ => (
            "没有办成。请再试一次，或带受理编号到窗口。",
            "It was not done. Please try again, or bring the reference to a window.",
        ),
    };
    pick(both, lang)
}

/// When the bureau was last asked.
pub fn looked(at: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{at} 查到的"),
        Lang::En => format!("As told by the bureau, {at}"),
    }
}

/// When it is tried again.
pub fn next_try(at: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("最晚 {at} 自动再试。"),
        Lang::En => format!("Tried again by {at} at the latest."),
    }
}
