/** The whole stylesheet of a report: system fonts, two colour schemes, one page width, print. No address in it. */
export const style = `
:root{color-scheme:light dark;--ink:#1b2025;--soft:#56606a;--line:#d8dde2;--page:#fff;--wash:#f4f6f7;--s1:#0b6e99;--s2:#b4531f;--s3:#3f7d3a;--s4:#8d4a9e;--s5:#8a6d00;--gold:#2f7d4f;--link:#0b5f86;--gap:clamp(1rem,3vw,2.5rem)}
@media(prefers-color-scheme:dark){:root{--ink:#e7eaed;--soft:#a2acb6;--line:#343c44;--page:#14181c;--wash:#1d2328;--s1:#5cb8e0;--s2:#e8995f;--s3:#7fc377;--s4:#cf97df;--s5:#d9bb4a;--gold:#74c69a;--link:#7cc7e8}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,"Segoe UI",Inter,"DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
main,header,footer{max-width:58rem;margin:0 auto;padding:0 var(--gap)}
header{padding-top:var(--gap)}
h1{font-size:1rem;font-weight:600;color:var(--soft);margin:0 0 .8rem}
h2{font-size:1.2rem;line-height:1.3;margin:0 0 .35rem;letter-spacing:-.005em}
h3{font-size:1rem;margin:1.6rem 0 .4rem}
section{margin:0;padding:2.2rem 0 0}
section+section{margin-top:2.2rem;border-top:1px solid var(--line)}
p{margin:0 0 .8rem}
a{color:var(--link);text-underline-offset:.15em}
.verdict{font-size:clamp(1.3rem,3.4vw,1.85rem);line-height:1.28;font-weight:600;letter-spacing:-.012em;margin:0 0 1rem;text-wrap:balance;max-width:34em}
.lead,.note{color:var(--soft);max-width:68ch}
.note{font-size:.9rem;margin:.3rem 0 0}
.notice{border-left:3px solid var(--s2);padding:.15rem 0 .15rem .9rem;margin:0 0 .8rem;max-width:68ch}
nav{margin:1.2rem 0 0;padding:.7rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:.88rem}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin:0;padding:0}
nav a{text-decoration:none}nav a:hover{text-decoration:underline}
.scroll{overflow-x:auto;margin:.8rem 0 0}
.scroll:focus-visible,a:focus-visible,summary:focus-visible{outline:2px solid var(--s1);outline-offset:2px}
table{border-collapse:collapse;width:100%}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.here{position:sticky;left:0;width:max-content;max-width:min(50rem,calc(100vw - 2*var(--gap)))}
th,td{text-align:right;padding:.45rem .6rem;border-bottom:1px solid var(--line);vertical-align:top;font-weight:400}
tr>:first-child{padding-left:0}tbody tr>:first-child,thead tr:first-child>:first-child{text-align:left}
th:last-child,td:last-child{padding-right:0}
thead th{font-weight:500;color:var(--soft);font-size:.85rem;line-height:1.35;vertical-align:bottom;border-bottom:2px solid var(--line)}
thead th[colspan]{text-align:center;border-bottom:1px solid var(--line)}
thead tr:not(:last-child)>th[rowspan]{border-bottom:2px solid var(--line)}
tbody th[scope=row]{min-width:11.5rem;max-width:19rem}
tbody th[scope=rowgroup]{font-weight:600;padding-top:1.1rem}
tbody:first-of-type th[scope=rowgroup]{padding-top:.7rem}
td,th{font-size:.95rem}
td small,th small{display:block;color:var(--soft);font-weight:400;font-size:.8rem;line-height:1.4}
.f1{font-size:1.05rem}
.best{font-weight:700}
.soft{color:var(--soft)}
td.text-cell,th.text-cell{text-align:left;white-space:normal;overflow-wrap:anywhere}
.figure{white-space:nowrap}
.w3{width:20%}.w5{width:37%}
.chip{display:inline-block;border:1px solid currentColor;border-radius:1em;padding:0 .5em;font-size:.75rem;font-weight:500;line-height:1.5;margin-left:.4em;color:var(--soft);white-space:nowrap}
.heat{position:relative;text-align:center;border:1px solid var(--page);print-color-adjust:exact;-webkit-print-color-adjust:exact}
.heat small{color:inherit;font-size:.75rem}td.heat small:first-of-type{white-space:nowrap}thead tr>th.heat{text-align:center}
.h0{background:color-mix(in srgb,var(--s1) 4%,var(--page))}.h1{background:color-mix(in srgb,var(--s1) 9%,var(--page))}.h2{background:color-mix(in srgb,var(--s1) 14%,var(--page))}.h3{background:color-mix(in srgb,var(--s1) 19%,var(--page))}.h4{background:color-mix(in srgb,var(--s1) 24%,var(--page))}.h5{background:color-mix(in srgb,var(--s1) 29%,var(--page))}.h6{background:color-mix(in srgb,var(--s1) 34%,var(--page))}.h7{background:color-mix(in srgb,var(--s1) 39%,var(--page))}.h8{background:color-mix(in srgb,var(--s1) 44%,var(--page))}.h9{background:color-mix(in srgb,var(--s1) 49%,var(--page))}
.own{outline:2px solid var(--ink);outline-offset:-3px}
.hatched{color:var(--soft);background:repeating-linear-gradient(45deg,transparent 0 6px,var(--line) 6px 7px)}
.ramp{margin:.8rem 0 0}.ramp span{display:inline-block;width:2.4em;color:var(--ink)}
.swatch{display:inline-block;width:.72em;height:.72em;border-radius:2px;margin-right:.4em;vertical-align:baseline}
.c1{background:var(--s1)}.c2{background:var(--s2)}.c3{background:var(--s3)}.c4{background:var(--s4)}.c5{background:var(--s5)}
figure{margin:.9rem 0 0}
figcaption{color:var(--soft);font-size:.9rem;margin-top:.5rem;max-width:68ch}
svg{display:block;max-width:100%;height:auto;overflow:visible;font-family:inherit}
.narrow{display:none}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(15.6rem,1fr));gap:1.4rem 1rem;margin-top:1rem}
.charts figure{margin:0}
.excerpts{list-style:none;margin:.5rem 0 0;padding:0}
.excerpts li{background:var(--wash);padding:.6rem .85rem;border-radius:6px;margin:.5rem 0;font-size:.95rem;overflow-wrap:anywhere;break-inside:avoid}
.excerpts b{font-weight:700}
.excerpts small{display:block;color:var(--soft);font-size:.82rem;margin-top:.2rem}
.gold{border-bottom:3px solid var(--gold)}
.pred{background:color-mix(in srgb,var(--s2) 24%,transparent);border-radius:3px}
.scroll+.note{margin-top:.8rem}
details{margin:.7rem 0 0}
summary{cursor:pointer;color:var(--link)}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.3rem 1.2rem;margin:.8rem 0 0}
dt{color:var(--soft)}dd{grid-column:2;margin:0;overflow-wrap:anywhere;min-width:0}
code{font:.88em ui-monospace,"SFMono-Regular","DejaVu Sans Mono",monospace;background:var(--wash);padding:.1em .35em;border-radius:4px;overflow-wrap:anywhere}
ul.plain{margin:.6rem 0 0;padding-left:1.1rem}ul.plain li{margin:.25rem 0;overflow-wrap:anywhere}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2.5rem;color:var(--soft);font-size:.85rem}
@media(max-width:600px){.beside{max-width:calc(100vw - 10.5rem)}tbody th[scope=row]{min-width:7.5rem;max-width:9rem}.wide{display:none}.narrow{display:block}.scroll tr>*{padding-left:.35rem;padding-right:.35rem}.scroll tr>:first-child{padding-left:0}dl{grid-template-columns:1fr;gap:0}dd{grid-column:1;margin-bottom:.35rem}dt{margin-top:.4rem}.scroll table{width:auto;min-width:100%}.text-cell{min-width:15rem}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--page:#fff;--wash:#f2f2f2;--s1:#0b6e99;--s2:#b4531f;--s3:#3f7d3a;--s4:#8d4a9e;--s5:#8a6d00;--gold:#2f7d4f;--link:#0b5f86}nav{display:none}main,header,footer{max-width:none;padding-left:0;padding-right:0}.scroll{overflow:visible}tr,figure,.excerpts li{break-inside:avoid}h2,h3{break-after:avoid}details::details-content{content-visibility:visible;block-size:auto}summary{list-style:none}body{font-size:10.5pt}}
`
