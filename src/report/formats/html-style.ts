// The one style sheet of the HTML report: light and dark, telephone and paper. Knows class names, no data.

export const HTML_STYLE = `
:root{color-scheme:light dark;--back:#fff;--text:#1c2128;--faint:#57606a;--line:#d0d7de;--panel:#f6f8fa;--ok:#1a7f37;--warn:#8a5a00;--fail:#b42318;--link:#0a58ca;
--s0:#8c959f;--s1:#6e59c9;--s2:#1f6fc4;--s3:#2a8f6d;--s4:#b7791f;--s5:#c2477f}
@media (prefers-color-scheme:dark){:root{--back:#12161c;--text:#e3e8ee;--faint:#9aa5b1;--line:#343c46;--panel:#1b2129;--ok:#4cc26c;--warn:#e0a83a;--fail:#ff7b72;--link:#79b8ff;
--s0:#6b7580;--s1:#a492ef;--s2:#5ba5ee;--s3:#52c49b;--s4:#e2ab53;--s5:#ea83b1}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1rem;background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.3rem;line-height:1.35;margin:.3rem 0}
h2{font-size:1.05rem;margin:2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
h3{font-size:1rem;margin:0 0 .3rem}
p{margin:.3rem 0}
ul{margin:.3rem 0;padding-left:1.2rem}
code,pre{font:.86em/1.5 ui-monospace,monospace}
pre{white-space:pre-wrap;margin:.5rem 0;padding:.6rem;background:var(--panel);border:1px solid var(--line);border-radius:6px}
.faint{color:var(--faint)}
.badge{display:inline-block;padding:0 .55rem;border-radius:1rem;border:1px solid currentColor;font-weight:600;font-size:.85rem}
.ok,.accepted{color:var(--ok)}.warn,.warning{color:var(--warn)}.fail,.failed,.error,.rejected{color:var(--fail)}.mismatch,.skipped,.info{color:var(--faint)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line);overflow-wrap:normal}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
tr.cause td{border-bottom:1px solid var(--line);padding-top:0;color:var(--faint);overflow-wrap:anywhere}
tr.with-cause td{border-bottom:0}
.card{border:1px solid var(--line);border-left:4px solid var(--faint);border-radius:6px;padding:.6rem .8rem;margin:.6rem 0;break-inside:avoid}
.card.error{border-left-color:var(--fail)}.card.warning{border-left-color:var(--warn)}.card>*{color:var(--text)}
.card .badge.error{color:var(--fail)}.card .badge.warning{color:var(--warn)}.card .badge.info,.card .faint{color:var(--faint)}
.settings{border:2px solid var(--line);border-radius:6px;padding:.3rem .8rem;break-inside:avoid}.settings.works{border-color:var(--ok)}
a{color:var(--link)}
blockquote{margin:.4rem 0;padding:.6rem .8rem;background:var(--panel);border-left:4px solid var(--link);border-radius:0 6px 6px 0;break-inside:avoid}
.glance{display:grid;grid-template-columns:minmax(0,29rem) minmax(12rem,1fr);gap:1rem 1.5rem;align-items:start;margin:1rem 0;break-inside:avoid}
.glance svg{width:100%;height:auto;display:block}
.glance .ways{list-style:none;padding:0;margin:.4rem 0;font-size:.95rem}.glance .ways li{margin:0 0 .5rem}
.glance text{fill:var(--text);font:14px system-ui,sans-serif}.glance text.port{font-weight:600}
.glance text.station{font-size:12px;text-anchor:middle;fill:var(--faint)}.glance text.station.stopped{fill:var(--fail);font-weight:600}
.glance text.station.long{text-anchor:start}.glance .detail{font-weight:400;font-size:13px}
.way{stroke-width:3;fill:none}.way.passed{stroke:var(--ok)}.way.stopped{stroke:var(--fail);stroke-dasharray:5 4}.way.ahead,.way.stopped-unneeded{stroke:var(--line);stroke-dasharray:2 5}
circle.passed{fill:var(--ok)}circle.ahead{fill:var(--back);stroke:var(--line);stroke-width:2}
path.mark{stroke-width:4;stroke-linecap:round;fill:none}path.mark.stopped{stroke:var(--fail)}path.mark.stopped-unneeded{stroke:var(--faint)}
.settings th{width:12rem;font-weight:500;color:var(--faint)}
.settings td,details td{overflow-wrap:anywhere}
.settings tr:last-child>*,.chain tr:last-child>*{border-bottom:0}
.track{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr 4.5rem;gap:.2rem .6rem;align-items:center;font-size:.9rem}
.track svg{width:100%;height:16px;display:block;background:var(--panel)}
.track .number{text-align:right}
.key{display:inline-block;margin-right:1rem;white-space:nowrap}
.key svg{width:.8em;height:.8em;margin-right:.3em;vertical-align:-.05em}
.s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}.cut{fill:var(--fail)}
table.who td:nth-child(2){min-width:9rem}
summary{cursor:pointer;padding:.3rem 0}
@media (max-width:44rem){.glance{grid-template-columns:minmax(0,1fr)}.glance text{font-size:15.5px}.glance text.station{font-size:14px}}
@media (max-width:34rem){.track{grid-template-columns:1fr 4.5rem;grid-auto-flow:row dense}.track svg{grid-column:1/-1}.settings th{width:auto}}
@media print{:root{color-scheme:light;--back:#fff;--text:#000;--faint:#444;--line:#bbb;--panel:#f4f4f4;--ok:#1a7f37;--warn:#8a5a00;--fail:#b42318;--link:#0a58ca;
--s0:#8c959f;--s1:#6e59c9;--s2:#1f6fc4;--s3:#2a8f6d;--s4:#b7791f;--s5:#c2477f}
body{max-width:none;padding:0;font-size:11pt}.scroll{overflow:visible}td{overflow-wrap:anywhere}svg,.badge{print-color-adjust:exact}
details::details-content{content-visibility:visible;display:block;block-size:auto;opacity:1}.glance{grid-template-columns:11cm 1fr}a{color:inherit}}
`;
