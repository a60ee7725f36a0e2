//! Words about the device: where the app stands on it, who else uses it, what helps when something breaks.

use super::pick;
use civil_affairs_domain::value::text::Lang;

/// Something said about the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceMsg {
    SettingsTitle,
    SettingsLead,
    SharedTitle,
    SharedExplained,
    SharedIsOn,
    SharedOn,
    SharedOff,
    SharedLine,
    SharedLeave,
    SharedNotStored,
    SharedNotFinished,
    HowToInstall,
    InstallNow,
    InstallFirst,
    SafariClears,
    TakeAlong,
    InsideAnotherApp,
    Diagnosis,
    DiagnosisExplained,
    CopyDiagnosis,
    Copied,
    NotCopied,
    PhotosKept,
    KeepTitle,
    KeepExplained,
    KeepLabel,
}

impl DeviceMsg {
    /// In one language.
    pub fn say(self, lang: Lang) -> &'static str {
        pick(self.both(), lang)
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            DeviceMsg::SettingsTitle => ("设置", "Settings"),
            DeviceMsg::SettingsLead => (
                "字的大小、语言和颜色，在每一页的最上面就能换。",
                "Size, language and colours are changed at the top of every page.",
            ),
            DeviceMsg::SharedTitle => ("这是公用设备", "Others use this device too"),
            DeviceMsg::SharedExplained => (
                "图书馆、单位或别人的手机上，请打开。打开后什么都不保存，关掉页面就没有了；原有的草稿藏起来，不会删除。",
                "Turn this on in a library, at work or on somebody else's phone. Nothing is stored, and closing the page leaves nothing. Drafts that are here already are hidden, not deleted.",
            ),
            DeviceMsg::SharedIsOn => (
                "已打开。您填的只在这个页面里，离开前请打印。",
                "It is on. What you type is on this page only; print it before you leave.",
            ),
            DeviceMsg::SharedOn => ("打开", "Turn on"),
            DeviceMsg::SharedOff => ("关闭", "Turn off"),
            DeviceMsg::SharedLine => ("公用设备：什么都不保存", "Shared device: nothing is stored"),
            DeviceMsg::SharedLeave => ("结束并清除", "End and clear"),
            DeviceMsg::SharedNotStored => (
                "公用设备：填的内容只在本页，离开就没有了。",
                "Shared device: what you type is on this page only.",
            ),
            DeviceMsg::SharedNotFinished => (
                "公用设备上不能留到以后提交。请打印出来带到窗口，或者用自己的手机办理。",
                "On a shared device nothing can wait to be sent. Print it and take it to a window, or use your own phone.",
            ),
            DeviceMsg::HowToInstall => ("装到手机桌面", "Put it on the home screen"),
            DeviceMsg::InstallNow => ("现在安装", "Install now"),
            DeviceMsg::InstallFirst => (
                "苹果手机请先把它装到桌面，再从桌面图标打开来填，内容才不会丢。",
                "On an iPhone or iPad, put it on the home screen first and fill in there: nothing gets lost.",
            ),
            DeviceMsg::SafariClears => (
                "Safari 会清掉七天没有打开的网站内容。请在七天内填完，或者装到桌面。",
                "Safari clears sites that were not opened for seven days. Finish before that, or use the home screen.",
            ),
            DeviceMsg::TakeAlong => (
                "请先把草稿存成文件：装到桌面后，里面是空的，要在那里打开这个文件。",
                "First save your drafts as a file: the app on the home screen begins empty, and you open the file there.",
            ),
            DeviceMsg::InsideAnotherApp => (
                "您在别的应用里打开了本页，填的内容可能被它清掉。请改用浏览器打开。",
                "This page is open inside another app, which may clear what you type. Please open it in a browser.",
            ),
            DeviceMsg::Diagnosis => ("诊断信息", "Diagnostic information"),
            DeviceMsg::DiagnosisExplained => (
                "出了问题，帮您的人可能会要这些。里面没有您的回答。",
                "Whoever helps you may ask for this. It holds none of your answers.",
            ),
            DeviceMsg::CopyDiagnosis => ("复制诊断信息", "Copy"),
            DeviceMsg::Copied => ("已复制。", "Copied."),
            DeviceMsg::NotCopied => (
                "没有复制成，请选中上面的文字复制。",
                "It could not be copied; please select the text above.",
            ),
            DeviceMsg::KeepTitle => ("草稿保存多久", "How long drafts are kept"),
            DeviceMsg::KeepExplained => (
                "从最后一次使用算起，到期自动删除。删除前会提醒您。已经填完、待提交的不会删除。",
                "Counted from their last use; then they are deleted, and you are told before. What is finished and waits to be sent is never deleted.",
            ),
            DeviceMsg::KeepLabel => ("保存天数", "Days"),
            DeviceMsg::PhotosKept => ("照片和文件", "Photos and files"),
        }
    }
}

/// “7 天”.
pub fn days(days: u32, lang: Lang) -> String {
    match (lang, days) {
        (Lang::Zh, _) => format!("{days} 天"),
        (Lang::En, 1) => "1 day".to_owned(),
        (Lang::En, _) => format!("{days} days"),
    }
}
