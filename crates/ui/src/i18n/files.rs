//! Words about files: choosing them, what is wrong with one, what becomes of it.

use super::pick;
use civil_affairs_domain::value::text::Lang;

/// Something said about files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileMsg {
    TakePhoto,
    Choose,
    NotHere,
    Missing,
    WrongType,
    Heic,
    Broken,
    TooLarge,
    TooSmall,
    Twice,
    NotPrepared,
    NoStorage,
    DeviceFull,
    NotKept,
    NotRead,
}

impl FileMsg {
    /// In one language.
    pub fn say(self, lang: Lang) -> &'static str {
        pick(self.both(), lang)
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            FileMsg::TakePhoto => ("拍照", "Take a photo"),
            FileMsg::Choose => ("从相册或文件里选", "Choose from this device"),
            FileMsg::NotHere => ("这里不能添加文件。", "Files cannot be added here."),
            FileMsg::Missing => (
                "这个文件不在这台设备上了。请删除，再添加一次。",
                "This file is no longer on this device. Remove it and add it again.",
            ),
            FileMsg::WrongType => ("不支持这种文件。", "This kind of file cannot be used."),
            FileMsg::Heic => (
                "这个浏览器打不开 HEIC 照片。请在相机设置里选 JPEG（兼容性最佳）再拍，或选这张照片的截图。",
                "This browser cannot open HEIC photos. Set the camera to JPEG (Most Compatible) and take it again, or choose a screenshot of it.",
            ),
            FileMsg::Broken => (
                "打不开，文件可能坏了。请换一个，或重新拍。",
                "It cannot be opened and may be damaged. Choose another, or take it again.",
            ),
            FileMsg::TooLarge => (
                "文件太大。请换一个小一些的。",
                "It is too large. Choose a smaller one.",
            ),
            FileMsg::TooSmall => (
                "这张照片太小，印出来看不清。请重新拍一张，或换一张清楚的。",
                "This photo is too small to be printed clearly. Take it again, or choose a clearer one.",
            ),
            FileMsg::Twice => ("已经添加过了。", "It has been added already."),
            FileMsg::NotPrepared => (
                "这个浏览器处理不了照片。可以换一个浏览器，或到窗口交。",
                "This browser cannot prepare photos. Use another one, or hand them in at a window.",
            ),
            FileMsg::NoStorage => (
                "这个窗口不能保存文件（可能是无痕窗口）。",
                "This window cannot keep files (it may be a private one).",
            ),
            FileMsg::DeviceFull => (
                "这台设备的空间不够了，没有保存。请腾出一些空间，再添加一次。",
                "This device is full, so it was not kept. Free some room and add it again.",
            ),
            FileMsg::NotKept => (
                "没有保存成功。请再添加一次。",
                "It was not kept. Please add it again.",
            ),
            FileMsg::NotRead => (
                "已添加的文件现在打不开。请重新打开本页。",
                "The files added before cannot be opened now. Please open this page again.",
            ),
        }
    }
}

/// What may be added, told before anything is chosen. `size` is that of each, `forms` what they may be.
pub fn limits(most: Option<usize>, size: &str, forms: &[&str], lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            let count = most.map_or_else(String::new, |most| format!("最多 {most} 个，"));
            let forms = forms.join("、");
            format!("{count}每个不超过 {size}，可以是 {forms}。大照片会自动缩小，拍摄地点会去掉。")
        }
        Lang::En => {
            let count = most.map_or_else(String::new, |most| format!("At most {most}. "));
            let forms = forms.join(", ");
            format!(
                "{count}Each up to {size}: {forms}. Large photos are made smaller by themselves, and where they \
                 were taken is removed."
            )
        }
    }
}

/// How far it is with what was chosen.
pub fn preparing(at: usize, total: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("正在处理第 {at} 个，共 {total} 个…"),
        Lang::En => format!("Preparing {at} of {total}…"),
    }
}

/// A file is kept.
pub fn added(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("已添加 {name}"),
        Lang::En => format!("{name} added"),
    }
}

/// A file is taken away.
pub fn removed(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("已删除 {name}"),
        Lang::En => format!("{name} removed"),
    }
}

/// There is no room for more.
pub fn no_more(most: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("最多 {most} 个，其余的没有添加。"),
        Lang::En => format!("At most {most}; the others were not added."),
    }
}

/// What is wrong with a file.
pub fn wrong(name: &str, what: FileMsg, lang: Lang) -> String {
    let what = what.say(lang);
    match lang {
        Lang::Zh => format!("{name}：{what}"),
        Lang::En => format!("{name}: {what}"),
    }
}

/// A size, rounded up, in units of a thousand as the limits count.
pub fn size(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1000);
    if kilobytes < 1000 {
        return format!("{kilobytes} KB");
    }
    let tenths = bytes.div_ceil(100_000);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        part => format!("{}.{part} MB", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_never_told_smaller_than_it_is() {
        for (bytes, told) in [
            (0, "0 KB"),
            (1, "1 KB"),
            (312_400, "313 KB"),
            (999_001, "1 MB"),
            (1_000_001, "1.1 MB"),
            (5_000_000, "5 MB"),
        ] {
            assert_eq!(size(bytes), told);
        }
    }

    #[test]
    fn limits_are_told_with_and_without_a_count() {
        let told = limits(Some(5), "5 MB", &["JPEG", "PNG"], Lang::Zh);
        assert!(told.starts_with("最多 5 个，每个不超过 5 MB，可以是 JPEG、PNG。"));
        let told = limits(None, "500 KB", &["JPEG"], Lang::En);
        assert!(told.starts_with("Each up to 500 KB: JPEG."));
    }
}
