//! Words of backing up and bringing in.

use civil_affairs_domain::text::Lang;

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
    Choose,
    Open,
    TakeIn,
}

impl TransferMsg {
    /// In one language.
    pub fn say(self, lang: Lang) -> &'static str {
        let (zh, en) = self.both();
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            TransferMsg::Title => ("备份和换手机", "Back up, or change phones"),
            TransferMsg::Lead => (
                "把草稿存成一个加密文件，在另一台设备上接着填。不用网络。",
                "Save your drafts as an encrypted file and go on with them on another device. No network needed.",
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
            TransferMsg::Nothing => ("没有草稿可以备份。", "There are no drafts to back up."),
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
                "这台设备上已有的草稿不会丢；同一份草稿有不同的回答，会并排给您选。",
                "Drafts on this device stay. Where the same draft has different answers, both are shown for you to choose.",
            ),
            TransferMsg::Choose => ("选文件", "Choose a file"),
            TransferMsg::Open => ("打开", "Open"),
            TransferMsg::TakeIn => ("放到这台设备上", "Put them on this device"),
        }
    }
}

/// How many drafts would go into a backup.
pub fn drafts_here(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("这台设备上有 {count} 份草稿，连同照片一起备份。"),
        Lang::En => format!("Drafts on this device: {count}. Their photos go along."),
    }
}

/// A recovery code of another length.
pub fn code_length(found: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("恢复码是 21 位，您填了 {found} 位。"),
        Lang::En => format!("The code has 21 characters; you entered {found}."),
    }
}
