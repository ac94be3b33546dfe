//! Other measures, so that nobody takes their numbers for codes: 3个, 80%, 256gb.

use crate::detect::evidence::Claim;
use crate::detect::numerals::{Numeral, Style};
use crate::detect::reading::Text;

/// Other measures: claimed without a finding, so that their number is no code.
pub(super) const MEASURES: &[&str] = &[
    "个", "条", "件", "台", "部", "张", "位", "名", "人", "家", "单", "笔", "期", "折", "倍", "度", "米",
    "公里", "千米", "厘米", "毫米", "英寸", "寸", "克", "千克", "公斤", "斤", "吨", "毫升", "瓶", "盒", "箱",
    "包", "袋", "套", "页", "行", "列", "字", "字节", "字符", "步", "岁", "级", "楼", "层", "万", "亿",
    "分钟", "秒", "毫秒", "端口", "租户", "版", "格", "帧", "颗", "粒", "片", "杯", "碗", "份", "星", "分",
    "号", "国", "千伏", "瓦", "伏", "%", "％", "‰", "℃", "kg", "km", "cm", "mm", "ml", "mb", "gb", "tb",
    "kb", "mah", "hz", "ghz", "kv", "kw", "fps", "px", "dpi", "ms", "bytes", "byte", "w", "k", "g", "m",
    "毛", "角", "多", "以上", "以下", "以内",
];

/// A number with any other measure: it is nobody's code. Chinese numbers need no such care.
pub(super) fn measure(text: Text<'_>, at: usize, number: &Numeral) -> Option<Claim> {
    if number.style != Style::Ascii {
        return None;
    }
    let next = text.space(number.end);
    let end = text.any(next, MEASURES)?;
    const OTHER_WORDS: &[&str] = &[
        "页面", "人工", "条件", "单号", "单子", "级联", "字段", "部分", "部门", "位置", "名称", "期间",
        "家里", "格式", "台服", "套餐", "步骤", "行不", "包括", "件事",
    ];
    if text.any(next, OTHER_WORDS).is_some() {
        return None;
    }
    let letters = text.byte(end - 1).is_ascii_alphabetic();
    (!letters || !text.byte(end).is_ascii_alphanumeric()).then_some((at..end, None))
}
