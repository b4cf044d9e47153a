import { html, type Markup } from '../scan/html/markup.ts'

/** What stages, steps, triggers and the lines between them look like, wherever they are drawn. */
const SHAPES: Markup = html`
  .b { fill: #fff; stroke: #0b0c0c }
  .b.stage { fill: #e4e9ea; stroke: #00474d; stroke-width: 2.5px }
  .b.trigger { stroke: #942514; stroke-width: 1.8px }
  .rule { fill: none; stroke: #8a9194 }
  .a { fill: none; stroke: #3f4547; stroke-width: 1.4px }
  .p { fill: #3f4547 }
  .l { paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round }
`

/**
 * The drawing's style sheet, in the colours of the scan report: upright sheets of A4, no letters below 10 points. Shapes and
 * words say everything that colours say.
 */
export const STYLE: Markup = html`
  @page { size: A4 portrait; margin: 8mm 10mm }
  * { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  html { font: 10pt/1.22 Arial, Helvetica, "Liberation Sans", sans-serif; color: #0b0c0c; background: #fff }
  body { margin: 0; overflow-wrap: anywhere }
  main { max-width: 190mm; margin: 0 auto }
  @media screen { main { padding: 12px } }
  h1 { font-size: 18pt; margin: 0 0 4px; color: #00474d }
  h2 { font-size: 12pt; margin: 10px 0 5px; color: #00474d; break-after: avoid }
  h3 { font-size: 10.5pt; margin: 0 0 3px }
  p { margin: 0 }
  .about { margin: 0 0 4px }
  .key { list-style: none; display: flex; flex-wrap: wrap; gap: 3px 11px; padding: 5px 0; margin: 0 0 4px; border: solid #00474d; border-width: 2px 0 1px }
  .key li { display: flex; align-items: center; gap: 6px }
  .k { width: 26px; height: 15px; border: 1px solid #0b0c0c; flex: none }
  .k.stage { border: 2.5px solid #00474d; background: #e4e9ea }
  .k.step { border-radius: 6px }
  .k.trigger { border: 0; background: #942514; clip-path: polygon(7px 0, 19px 0, 100% 50%, 19px 100%, 7px 100%, 0 50%) }
  .k.target { border: 1px dashed #3f4547; background: #f3f2f1 }
  .clock { width: 12px; height: 12px; vertical-align: -1px; fill: #fff; stroke: #0b4f94; stroke-width: 1.2 }
  .map { break-inside: avoid }
  .map svg { display: block; margin: 0 auto; font-size: 13.4px }
  .map text { fill: #0b0c0c; white-space: pre }
  .map .s { font-weight: 700 }
  ${SHAPES}
  .also { margin-top: 8px }
  .scroll { overflow-x: auto }
  .flow { width: 100%; border-collapse: separate; border-spacing: 0 6px; table-layout: fixed; margin: 8px 0 0 }
  .c1 { width: 29% }
  .c2 { width: 28% }
  .c3 { width: 43% }
  .flow > thead th { padding: 0; text-align: left; width: 100% }
  .flow tr { break-inside: avoid }
  .head { border: 2.5px solid #00474d; background: #e4e9ea; color: #00353a; padding: 4px 9px; font-size: 11pt }
  .number { display: inline-block; min-width: 20px }
  .flow td { padding: 0; vertical-align: middle; position: relative }
  .flow td.due { padding: 4px 16px 4px 22px; color: #0b3f78 }
  .due::before { content: ""; position: absolute; left: 10px; top: -6px; bottom: 0; border-left: 1.6px solid #3f4547 }
  tr:last-child > .due::before { bottom: auto; height: calc(50% + 6px) }
  .due::after { content: ""; position: absolute; left: 10px; right: 0; top: 50%; border-top: 1.6px solid #3f4547; z-index: -1 }
  .due p { background: #fff; width: fit-content }
  .due p + p { margin-top: 3px }
    .flow td.step.trigger { border: 0; border-radius: 0; background: #942514; padding: 6px 16px; clip-path: polygon(11px 0, calc(100% - 11px) 0, 100% 50%, calc(100% - 11px) 100%, 11px 100%, 0 50%) }
  td.trigger::before { content: ""; position: absolute; inset: 2px; background: #fff; clip-path: polygon(10px 0, calc(100% - 10px) 0, 100% 50%, calc(100% - 10px) 100%, 10px 100%, 0 50%) }
  td.trigger > div { position: relative }
  .flow td.from { border: 1.2px solid #3f4547; background: #f3f2f1; padding: 5px 9px }
  .flow td.from.trigger { border: 0; background: #942514; padding: 7px 16px }
  .flow td.due.apart { padding-left: 10px }
  .due.apart::before, tr:last-child > .due.apart::before { top: calc(50% - 4.2px); bottom: auto; left: auto; right: 0; height: 0; border: 5px solid transparent; border-left: 9px solid #3f4547; border-right: 0; z-index: -1 }
  .due.apart::after { left: 0; right: 4px }
  .when { display: block; color: #0b3f78 }
  .list .only { display: block }
  .only { color: #0b0c0c; font-style: italic }
  .flow td.step { border: 1.2px solid #0b0c0c; border-radius: 9px; padding: 5px 9px }
  .step b { display: block }
  .then { display: block; font-weight: 700 }
  .flow td.ways { padding-left: 0 }
  .way { display: grid; grid-template-columns: 50% 50%; align-items: stretch; margin: 4px 0 }
  .label { position: relative; padding: 1px 16px 1px 9px; display: flex; flex-direction: column; justify-content: center; min-height: 22px }
  .label span { background: #fff; width: fit-content; position: relative; padding: 0 3px }
  .label::before { content: ""; position: absolute; left: 0; right: 4px; top: 50%; border-top: 1.6px solid #3f4547 }
  .label::after { content: ""; position: absolute; right: 0; top: calc(50% - 4.2px); border: 5px solid transparent; border-left: 9px solid #3f4547; border-right: 0 }
  .target { align-self: center; border: 1.2px dashed #3f4547; background: #f3f2f1; padding: 3px 6px }
  .list, .readings { columns: 2; column-gap: 20px; margin: 4px 0 0; padding: 0 }
  .list { list-style: none }
  .readings li { margin-left: 32px }
  .list li, .readings li { break-inside: avoid; margin-bottom: 4px }
  .list li { border-left: 2px solid #8a9194; padding-left: 8px; margin-bottom: 7px }
  .list b { display: block }
  .readings li::marker { content: "†" counter(list-item) "  "; font-weight: 700 }
  .told { width: 100%; border-collapse: collapse }
  .told th, .told td { text-align: left; vertical-align: top; padding: 3px 10px 3px 0; border-top: 1px solid #b1b4b6; width: 34% }
  .told tr { break-inside: avoid }
  .meetings { columns: 2; column-gap: 24px }
  .meeting > dl > div, h3 { break-inside: avoid; break-after: auto }
  .short { break-inside: avoid }
  .meeting h3 { break-after: avoid }
  .meeting { border-top: 2px solid #00474d; padding: 4px 0 8px }
  dl { margin: 0 }
  dt { font-weight: 700 }
  dd { margin: 0 0 0 12px }
`

/** Of one part of the map as a document of its own. */
export const PLACE_STYLE: Markup = html`
  text { font: 13.4px Arial, Helvetica, "Liberation Sans", sans-serif; fill: #0b0c0c; white-space: pre }
  .paper { fill: #fff }
  .s { font-weight: 700 }
  .w { fill: #fff }
  ${SHAPES}
  .here { fill: none; stroke: #0b0c0c; stroke-width: 4px }
`
