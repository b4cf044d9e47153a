import { html, type Markup } from './markup.ts'

/**
 * The page's whole style sheet, in the manner of the GOV.UK Design System: its spacing, type scale, focus, tables,
 * summary lists, tags and inset text, without its crown or typeface. The letters of pictures keep their size on every
 * page, so those that a narrow one has no room for (class w) are left out there.
 */
export const STYLE: Markup = html`
  * { box-sizing: border-box }
  html {
    font-family: Arial, Helvetica, "Liberation Sans", sans-serif; color: #0b0c0c; background: #fff;
    -webkit-text-size-adjust: 100%; text-size-adjust: 100%; color-scheme: light;
  }
  body { margin: 0; font-size: 16px; line-height: 1.32; overflow-wrap: anywhere }
  header, main, footer { max-width: 1020px; margin: 0 auto; padding: 0 15px }
  header { border-bottom: 6px solid #00474d }
  .brand { font-size: 24px; font-weight: 700; margin: 14px 0 10px; color: #00474d }
  footer { border-top: 1px solid #b1b4b6; margin-top: 50px; padding-bottom: 40px; font-size: 16px }
  .skip { position: absolute; left: -9999px; padding: 10px 15px; background: #fd0 }
  .skip:focus { position: static; display: block }
  a { color: #0b4f94; text-underline-offset: .12em }
  a:hover { text-decoration-thickness: 3px; color: #062b52 }
  a:focus-visible, summary:focus-visible, .scroll:focus-visible {
    outline: 3px solid transparent; background: #fd0; color: #0b0c0c; box-shadow: 0 -2px #fd0, 0 4px #0b0c0c;
  }
  .scroll:focus-visible { background: none; outline: 3px solid #0b0c0c; box-shadow: 0 0 0 6px #fd0 }
  h1, h2, h3, h4 { line-height: 1.15; margin: 0 0 15px }
  h1 { font-size: 32px; margin-top: 30px }
  h2 { font-size: 24px; margin-top: 50px }
  h3, .h3 { font-size: 19px; margin-top: 30px }
  h4 { font-size: 16px; margin: 15px 0 5px }
  p, ul, dl, figure { margin: 0 0 15px }
  ul { padding-left: 20px }
  li { margin-bottom: 5px }
  .lead { font-size: 18px }
  .small { font-size: 14px; margin: 4px 0 0 }
  .inset { border-left: 8px solid #b1b4b6; padding: 12px 15px }
  .plain { list-style: none; padding: 0; margin: 0 }
  .vh {
    position: absolute!important; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap;
  }
  nav { border-top: 2px solid #00474d; margin: 30px 0; padding-top: 15px }
  nav h2 { margin-top: 0 }
  nav ul { columns: 260px; padding: 0; list-style: none }
  .tiles { display: grid; grid-template-columns: repeat(2, 1fr); gap: 15px; margin: 25px 0 }
  .tile {
    display: flex; flex-direction: column-reverse; justify-content: flex-end; border-top: 4px solid #00474d;
    background: #f3f2f1; padding: 10px 12px;
  }
  .tile dt { font-size: 14px }
  .tile dd { margin: 0; font-size: 32px; font-weight: 700; line-height: 1.1 }
  .tile.bad { border-top-color: #942514 }
  .tile.bad dd { color: #942514 }
  .summary { border-top: 1px solid #b1b4b6 }
  .summary > div { border-bottom: 1px solid #b1b4b6; padding: 10px 0 }
  .summary dt { font-weight: 700 }
  .summary dd { margin: 5px 0 0 }
  .tag, .tile { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .tag {
    display: inline-block; padding: 2px 7px; font-size: 14px; font-weight: 700; background: #e4e9ea;
    color: #00353a;
  }
  .tag.bad { background: #942514; color: #fff }
  .tag.warn { background: #fff1c9; color: #533700; border: 1px solid #533700 }
  .scroll { overflow-x: auto; margin-bottom: 30px; position: relative }
  table { border-collapse: collapse; width: 100%; margin-bottom: 25px }
  caption { text-align: left; font-weight: 700; padding-bottom: 5px }
  th, td {
    text-align: left; vertical-align: top; padding: 8px 15px 8px 0; border-bottom: 1px solid #b1b4b6;
    font-weight: 400;
  }
  thead th, .num { overflow-wrap: normal }
  thead th { font-weight: 700; vertical-align: bottom; border-bottom: 2px solid #0b0c0c }
  tbody th { font-weight: 700 }
  td p { margin: 4px 0 0 }
  .num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
  thead .num { white-space: normal }
  .stack td, .stack th { font-size: 15px }
  .owed td:first-child { width: 22% }
  .owed td:nth-child(2) { width: 19% }
  .owed td:nth-child(4) { width: 22% }
  .found tbody th { width: 22% }
  .found .num { width: 10% }
  .counts .num { width: 13%; min-width: 52px }
  summary {
    cursor: pointer; color: #0b4f94; text-decoration: underline; text-underline-offset: .12em; width: fit-content;
    padding: 2px 0;
  }
  details ul { margin: 5px 0 }
  details p { margin: 5px 0 }
  .t > summary { padding: 0 }
  .t > p, .t > ul { font-size: 14px }
  section.child { border-top: 1px solid #b1b4b6; padding-top: 12px; margin-top: 22px }
  .child h3 { margin: 0 0 4px }
  .child > p { margin-bottom: 6px }
  .marks { list-style: none; padding: 0; margin: 8px 0; font-size: 15px }
  .marks li { padding-left: 24px; text-indent: -24px; margin-bottom: 3px }
  .marks li::before { display: inline-block; width: 24px; text-indent: 0; content: "" }
  .marks .tm::before { content: "\\25c6" / ""; color: #942514 }
  .marks .tf::before { content: "\\25c7" / ""; color: #942514 }
  .marks .tq::before { content: "\\25c7?" / ""; color: #942514 }
  .marks .do::before { content: "\\25a0" / ""; color: #0b4f94 }
  .marks .df::before { content: "\\25a1" / ""; color: #0b4f94 }
  .marks .dq::before { content: "\\25a1?" / ""; color: #0b4f94 }
  .child details { font-size: 15px }
  .r1 { margin-left: 20px }
  .r2 { margin-left: 40px }
  .r3 { margin-left: 60px }
  svg {
    display: block; font-size: 12px; font-family: inherit; print-color-adjust: exact;
    -webkit-print-color-adjust: exact;
  }
  .defs { position: absolute; width: 0; height: 0 }
  .s { width: 100%; padding-left: 76px; overflow: visible }
  .chart svg { width: 100%; overflow: visible }
  .row { break-inside: avoid }
  .key { width: 44px; flex: none; overflow: visible; margin-right: 14px }
  .legend { list-style: none; padding: 0; columns: 300px }
  .legend li { display: flex; align-items: center; break-inside: avoid }
  .ah { fill: #eef3f3 }
  .g { stroke: #d5d8da }
  .g.y { stroke: #6f7679 }
  text.y { font-weight: 700 }
  .m { paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round }
  .now { stroke: #0b0c0c; stroke-width: 2px; stroke-dasharray: 5 3 }
  .ink { fill: #0b0c0c }
  .rf { fill: #6f7679; height: 4px }
  .eq { fill: #0b0c0c; height: 4px }
  .hb { fill: #fff }
  .hl { stroke: #3c5a5d; stroke-width: 3px }
  .cn, .pp { height: 10px; stroke: #3c5a5d }
  .cn { fill: url(#hn) }
  .pp { fill: #fff; stroke-dasharray: 3 2 }
  .cp { fill: #00474d; height: 14px; stroke: #fff }
  .ls, .pl { height: 14px; stroke: #3f4547 }
  .ls { fill: #fff }
  .pl { fill: #d9dcde }
  .c { fill: #fff; font-weight: 700 }
  .tr { fill: #942514 }
  .th { fill: #fff; stroke: #942514; stroke-width: 2.5px }
  .du { fill: #0b4f94 }
  .dh { fill: #fff; stroke: #0b4f94; stroke-width: 2.5px }
  .q { text-anchor: middle; font-weight: 700 }
  .tx { fill: #942514 }
  .dx { fill: #0b4f94 }
  .ov { fill: #fff }
  .n { text-anchor: end }
  .rt { font-size: 14px; font-weight: 700; margin: 0 }
  .bd { fill: #00474d }
  .bo { fill: #942514 }
  .bu { fill: url(#hu); stroke: #00474d }
  .bl { stroke: #0b0c0c }
  .cut { fill: #fff; height: 5px }
  .bn { text-anchor: middle }
  .w { display: none }
  @media (min-width: 760px) {
    .w { display: inline }
    .v { display: none }
    .tiles { grid-template-columns: repeat(4, 1fr) }
    body { font-size: 19px }
    .lead { font-size: 22px }
    h1 { font-size: 44px; margin-top: 45px }
    h2 { font-size: 30px; margin-top: 65px }
    h3, .h3 { font-size: 22px }
    header, main, footer { padding: 0 30px }
    table { font-size: 16px }
    .summary > div { display: grid; grid-template-columns: 22% 1fr; gap: 20px }
    .summary dd { margin: 0 }
    .summary { font-size: 16px }
  }
  @media screen and (max-width: 759px) {
    .scroll table { min-width: 520px }
    .counts td, .counts th { padding-right: 8px; font-size: 15px }
    .counts .num { white-space: normal }
    .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
    .stack, .stack tbody { display: block }
    .stack tr {
      display: grid; grid-template-columns: 1fr 1fr; gap: 4px 15px; padding: 9px 0;
      border-bottom: 1px solid #b1b4b6;
    }
    .stack td, .stack th { display: block; border: 0; padding: 0; min-width: 0 }
    .stack td, .stack tbody th, .stack .num { width: auto!important }
    .stack td:nth-child(n+3) { grid-column: 1/-1 }
    .owed td:nth-child(4)::before { content: "Owed by: " }
    .found td:nth-child(2)::before { content: "How often: " }
  }
  @media (forced-colors: active) {
    svg { forced-color-adjust: none; background: #fff }
  }
  @page { size: A4; margin: 14mm 12mm 16mm }
  @page { @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt Arial,sans-serif } }
  @media print {
    .tiles { grid-template-columns: repeat(4, 1fr) }
    .w { display: inline }
    .v { display: none }
    body { font-size: 10.5pt }
    header, main, footer { max-width: none; padding: 0 }
    .skip, nav, .scroll::-webkit-scrollbar { display: none }
    h1 { font-size: 22pt; margin-top: 10pt }
    h2 { font-size: 16pt; margin-top: 20pt }
    h3 { font-size: 12.5pt }
    table, .summary, .marks, .stack td, .stack th, .child details { font-size: 9.5pt }
    .tile dd { font-size: 20pt }
    .tile dt, .small, .tag { font-size: 8.5pt }
    .scroll { overflow: visible }
    thead { display: table-header-group }
    tr, .child, .tile, .summary > div, li { break-inside: avoid }
    h2, h3, h4, caption { break-after: avoid }
    details:not([open],.t) { display: none }
    .t > summary { list-style: none; color: inherit; text-decoration: none }
    a { color: inherit; text-decoration: none }
  }
`
