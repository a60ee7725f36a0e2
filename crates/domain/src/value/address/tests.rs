//! Places as people write them, with a few regions and towns.

use super::*;
use crate::form::policy::Policy;

fn regions() -> Regions<'static> {
    Box::leak(Box::new(policy())).regions()
}

fn policy() -> Policy {
    let list = |id: &str, items: &[(&str, &str, &str)]| {
        let items: Vec<_> = items
            .iter()
            .map(|(code, zh, more)| {
                format!(r#"{{"code": "{code}", "zh": "{zh}", "en": "-"{more}}}"#)
            })
            .collect();
        format!(
            r#"{{"id": "{id}", "title": {{"zh": "-", "en": "-"}}, "items": [{}]}}"#,
            items.join(", ")
        )
    };
    let shared = r#", "shared": true"#;
    let regions = list(
        "regions",
        &[
            ("110000", "北京市", ""),
            ("210000", "辽宁省", ""),
            ("211300", "朝阳市", shared),
            ("220000", "吉林省", ""),
            ("220100", "长春市", ""),
            ("220200", "吉林市", ""),
            ("310000", "上海市", ""),
            ("320100", "南京市", ""),
            ("330000", "浙江省", ""),
            ("330100", "杭州市", ""),
            ("330200", "宁波市", ""),
            ("330700", "金华市", ""),
            ("330782", "义乌市", ""),
            ("330725", "义乌县", r#", "now": "330782""#),
            ("370100", "济南市", ""),
            ("371200", "莱芜市", r#", "now": "370100""#),
            ("440300", "深圳市", ""),
            ("540600", "那曲市", ""),
            ("542400", "那曲地区", r#", "now": "540600""#),
            ("650000", "新疆维吾尔自治区", ""),
        ],
    );
    let towns = list(
        "towns",
        &[
            ("fotang", "佛堂镇", ""),
            ("futian", "福田街道", ""),
            ("jiangdong", "江东街道", ""),
        ],
    );
    let policy = format!(r#"{{"parameters": [], "lists": [{regions}, {towns}]}}"#);
    serde_json::from_str(&policy).unwrap()
}

fn place(text: &str) -> (Option<String>, Option<String>) {
    let address = resolve(text, &regions());
    (address.region, address.town)
}

fn region(text: &str) -> Option<String> {
    place(text).0
}

#[test]
fn a_town_of_yiwu_is_recognised_however_it_is_written() {
    let fotang = (Some(YIWU.to_owned()), Some("fotang".to_owned()));
    for text in [
        "佛堂",
        "佛堂镇",
        "佛堂镇老街",
        "佛堂，老街",
        "fotang",
        "义乌佛堂",
        "义乌市佛堂镇",
        "义乌县佛堂镇",
        "浙江省金华市义乌市佛堂镇",
        "浙江省金华义乌佛堂",
        "浙江义乌佛堂",
        "浙江省 金华市 义乌市 佛堂镇",
        "浙江省，金华市，义乌市，佛堂镇",
        "\u{2068}义乌市佛堂镇\u{2069}",
    ] {
        assert_eq!(place(text), fotang, "{text}");
    }
    for text in [
        "义乌",
        "义乌市",
        "浙江金华义乌",
        "浙江省 金华市 义乌市",
        "义乌小商品城",
        "义乌市场",
    ] {
        assert_eq!(place(text), (Some(YIWU.to_owned()), None), "{text}");
    }
}

#[test]
fn a_region_is_recognised_by_name_or_code() {
    for text in [
        "杭州",
        "杭州市西湖边",
        "杭州西湖区",
        "杭州 西湖区 某路1号",
        "杭州，西湖边",
        "浙江省杭州市",
        "浙江杭州西湖边",
        "330100",
        "３３０１００",
    ] {
        assert_eq!(region(text).as_deref(), Some("330100"), "{text}");
    }
    assert_eq!(region("浙江省某地").as_deref(), Some("330000"));
    assert_eq!(region("新疆").as_deref(), Some("650000"));
}

#[test]
fn a_district_elsewhere_is_no_town_of_yiwu_of_the_same_short_name() {
    for text in ["福田区", "福田 区", "江东区", "江东北路", "福田口岸"] {
        assert_eq!(place(text), (None, None), "{text}");
    }
    for (text, code) in [
        ("深圳福田区", "440300"),
        ("深圳市福田区福田街道", "440300"),
        ("宁波江东区", "330200"),
        ("浙江省宁波市江东区", "330200"),
    ] {
        assert_eq!(place(text), (Some(code.to_owned()), None), "{text}");
    }
    // In Yiwu, but a road does not tell the street office.
    for text in ["义乌市江东北路", "义乌福田路"] {
        assert_eq!(place(text), (Some(YIWU.to_owned()), None), "{text}");
    }
}

#[test]
fn an_ambiguous_name_leaves_the_region_open_and_a_fuller_one_decides() {
    for text in [
        "吉林",
        "吉林某地",
        "吉林船营区",
        "朝阳",
        "朝阳区",
        "朝阳区某路",
        "朝阳县",
    ] {
        assert_eq!(place(text), (None, None), "{text}");
    }
    for (text, code) in [
        ("吉林省", "220000"),
        ("吉林市", "220200"),
        ("吉林吉林市", "220200"),
        ("吉林长春", "220100"),
        ("吉林省吉林", "220200"),
        ("朝阳市", "211300"),
        ("辽宁朝阳", "211300"),
        ("北京朝阳区", "110000"),
        ("北京市朝阳区", "110000"),
        ("长春朝阳区", "220100"),
        ("吉林长春朝阳区", "220100"),
    ] {
        assert_eq!(region(text).as_deref(), Some(code), "{text}");
    }
}

#[test]
fn what_bears_the_name_of_a_region_does_not_lie_in_it() {
    for text in [
        "南京路",
        "南京西路1号",
        "杭州湾",
        "杭州小吃店",
        "上海市场路",
        "北京路街道",
        "义乌路",
        "宁波银行义乌市支行",
        "杭州花园小区",
        "上海某某超市",
    ] {
        assert_eq!(place(text), (None, None), "{text}");
    }
    assert_eq!(region("浙江省杭州路").as_deref(), Some("330000"));
}

#[test]
fn a_former_code_or_name_becomes_that_of_today() {
    for (text, code) in [
        ("330725", YIWU),
        ("义乌县", YIWU),
        ("浙江省义乌县", YIWU),
        ("371200", "370100"),
        ("莱芜", "370100"),
        ("莱芜市", "370100"),
        ("542400", "540600"),
        ("那曲地区", "540600"),
        ("那曲", "540600"),
    ] {
        assert_eq!(region(text).as_deref(), Some(code), "{text}");
        let typed = Address {
            region: Some(text.to_owned()),
            ..Address::default()
        };
        if !text.contains("省") {
            let settled = settle(typed, &regions()).region;
            assert_eq!(settled.as_deref(), Some(code), "{text}");
        }
    }
}

#[test]
fn names_in_the_place_of_codes_become_codes() {
    let place = |region: Option<&str>, town: Option<&str>| Address {
        region: region.map(str::to_owned),
        town: town.map(str::to_owned),
        detail: "老街".to_owned(),
    };
    let settled = |region, town| settle(place(region, town), &regions());
    let fotang = place(Some(YIWU), Some("fotang"));
    assert_eq!(settled(None, Some("佛堂镇")), fotang);
    assert_eq!(settled(None, Some("fotang")), fotang);
    assert_eq!(settled(Some("杭州市"), None), place(Some("330100"), None));
    assert_eq!(settled(Some("990000"), None), place(Some("990000"), None));
    assert_eq!(settled(None, Some("nowhere")), place(None, Some("nowhere")));
    // An ambiguous name is no code: staff see what was written.
    assert_eq!(settled(Some("吉林"), None), place(Some("吉林"), None));
}

#[test]
fn what_is_not_recognised_stays_text() {
    let address = resolve(" 桥洞下 ", &regions());
    assert_eq!(address.region, None);
    assert_eq!(address.detail, "桥洞下");
}
