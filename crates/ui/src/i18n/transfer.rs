//! Words of backing up and bringing in.

use super::pick;
use civil_affairs_domain::value::text::Lang;

/// Something the page about backups says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferMsg {
    Title,
    Lead,
    NotOurs,
    Newer,
    CodeOrDamage,
    ExportTitle,
    Nothing,
    Make,
    Save,
    Code,
    CodeExplained,
    CodeHint,
    CodeMistyped,
    ImportTitle,
    ImportExplained,
    ImportOnce,
    Choose,
    Open,
    TakeIn,
}

impl TransferMsg {
    /// In one language.
    pub fn say(self, lang: Lang) -> &'static str {
        pick(self.both(), lang)
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            TransferMsg::Title => ("备份和换手机", "Back up, or change phones"),
            TransferMsg::Lead => (
                "把草稿和申请存成一个加密文件，在另一台设备上接着办。不用网络。",
                "Save your drafts and applications as an encrypted file and go on with them on another device. No network needed.",
            ),
            TransferMsg::NotOurs => (
                "这不是本应用的备份文件。请选名字以 .backup 结尾的文件。",
                "This is no backup of this app. Choose a file whose name ends in .backup.",
            ),
            TransferMsg::Newer => (
                "这个备份是新版本做的。请先更新本应用。",
                "A newer version made this backup. Please update this app first.",
            ),
            TransferMsg::CodeOrDamage => (
                "打不开：恢复码不是这个文件的，或者文件坏了。请核对是哪一次备份的恢复码。",
                "It does not open: the code belongs to another file, or the file is damaged. Check which backup the code is from.",
            ),
            TransferMsg::ExportTitle => ("存成文件", "Save as a file"),
            TransferMsg::Nothing => (
                "没有草稿和申请可以备份。",
                "There are no drafts and no applications to back up.",
            ),
            TransferMsg::Make => ("做备份", "Make a backup"),
            TransferMsg::Save => ("保存文件", "Save the file"),
            TransferMsg::Code => ("恢复码", "Recovery code"),
            TransferMsg::CodeExplained => (
                "请抄下或打印恢复码，和文件分开放。没有它，谁也打不开这个文件，我们也不行。离开本页就看不到了。",
                "Write down or print the code and keep it apart from the file. Without it nobody can open the file, not even we. It is gone when you leave this page.",
            ),
            TransferMsg::CodeHint => (
                "21 位字母和数字。大小写、横线和空格都没关系。",
                "21 letters and digits. Case, hyphens and blanks do not matter.",
            ),
            TransferMsg::CodeMistyped => (
                "恢复码有一处写错了。请对照抄下的再看一遍。",
                "Something in the code is mistyped. Compare it with what you wrote down.",
            ),
            TransferMsg::ImportTitle => ("从文件恢复", "Bring in from a file"),
            TransferMsg::ImportExplained => (
                "这台设备上已有的不会丢；同一份草稿有不同的回答，会并排给您选。还没交的申请，放进来后由这台设备提交，不会交两次。",
                "What is on this device stays. Where the same draft has different answers, both are shown for you to choose. Applications that were not sent yet go out from this device, and never twice.",
            ),
            TransferMsg::ImportOnce => (
                "存成加密文件，带到有网络的设备上。两台设备都提交，也只算一次。",
                "Save it as an encrypted file and take it to a device with a network. Sent from both, it counts once.",
            ),
            TransferMsg::Choose => ("选文件", "Choose a file"),
            TransferMsg::Open => ("打开", "Open"),
            TransferMsg::TakeIn => ("放到这台设备上", "Put them on this device"),
        }
    }
}

/// What would go into a backup.
pub fn here(drafts: usize, finished: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("草稿 {drafts} 份，申请 {finished} 份，连同照片一起备份。"),
        Lang::En => {
            format!("Drafts: {drafts}. Applications: {finished}. Their photos go along.")
        }
    }
}

/// What was not taken in.
pub fn left_out(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "有 {count} 份没有放进来：这台设备上同一份是草稿，文件里已填好，或者反过来。想用文件里的，请先删除这台设备上的，再来一次。"
        ),
        Lang::En => format!(
            "Left out: {count}. The same one is a draft here and finished in the file, or the other way round. To take the one in the file, delete the one on this device first."
        ),
    }
}

/// A recovery code of another length.
pub fn code_length(found: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("恢复码是 21 位，您填了 {found} 位。"),
        Lang::En => format!("The code has 21 characters; you entered {found}."),
    }
}
