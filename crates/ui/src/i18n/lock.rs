//! Words about the PIN.

use super::pick;
use civil_affairs_domain::value::text::Lang;

/// Something said about the PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockMsg {
    Title,
    Explained,
    Warning,
    Pin,
    Again,
    Hint,
    Set,
    IsOn,
    LockNow,
    Remove,
    NotDigits,
    NotSame,
    UnlockTitle,
    UnlockLead,
    Unlock,
    Opening,
    Wrong,
    Forgotten,
    ForgottenExplained,
    GiveUp,
    NotGivenUp,
}

impl LockMsg {
    /// In one language.
    pub fn say(self, lang: Lang) -> &'static str {
        pick(self.both(), lang)
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            LockMsg::Title => ("开锁密码", "PIN"),
            LockMsg::Explained => (
                "别人也拿得到这台手机时，可以设一个 6 位数字的密码。每次打开都要输入，才看得到草稿。",
                "If others can get at this device, set a PIN of six digits. Your drafts are shown only after it was entered.",
            ),
            LockMsg::Warning => (
                "请记牢。忘了密码，谁也打不开，草稿只能删掉重填。",
                "Remember it well. Nobody can open your drafts without it; they would have to be deleted.",
            ),
            LockMsg::Pin => ("6 位数字", "Six digits"),
            LockMsg::Again => ("再输一次", "Once more"),
            LockMsg::Hint => ("不要用生日或 123456。", "Not a birthday, not 123456."),
            LockMsg::Set => ("设密码", "Set the PIN"),
            LockMsg::IsOn => (
                "已设。每次打开都要输入。",
                "It is set, and asked for at every start.",
            ),
            LockMsg::LockNow => ("现在锁上", "Lock now"),
            LockMsg::Remove => ("取消密码", "Remove the PIN"),
            LockMsg::NotDigits => ("请输入 6 位数字。", "Enter six digits."),
            LockMsg::NotSame => (
                "两次输的不一样，请再输一次。",
                "The two are not the same. Please enter them again.",
            ),
            LockMsg::UnlockTitle => ("请输入密码", "Enter your PIN"),
            LockMsg::UnlockLead => (
                "这台设备上的草稿锁着。输入后就能看到。",
                "The drafts on this device are locked. Enter the PIN to see them.",
            ),
            LockMsg::Unlock => ("打开", "Open"),
            LockMsg::Opening => ("正在打开……", "Opening…"),
            LockMsg::Wrong => (
                "密码不对，请再试一次。",
                "This is not the PIN. Please try again.",
            ),
            LockMsg::Forgotten => ("忘了密码", "I forgot the PIN"),
            LockMsg::ForgottenExplained => (
                "没有密码，谁也打不开这些草稿，我们也不能。您可以把这台设备上的内容全部删除，重新开始。已经交给民政局的不受影响。",
                "Without the PIN nobody can open these drafts, and neither can we. You can delete everything on this device and begin anew. What the bureau has received is not affected.",
            ),
            LockMsg::GiveUp => ("全部删除，重新开始", "Delete everything and begin anew"),
            LockMsg::NotGivenUp => (
                "没有删成。请再试一次；还不行，可在浏览器的设置里清除本网站的数据。",
                "It could not be deleted. Try again, or clear this site's data in the settings of your browser.",
            ),
        }
    }
}
