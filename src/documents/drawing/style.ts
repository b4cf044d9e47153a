import { html, type Markup } from '../scan/html/markup.ts'

/** The picture's style sheet, in the colours of the scan report. Shapes and words say everything that colours say. */
export const STYLE: Markup = html`
  svg { background: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  text { font-family: Arial, Helvetica, "Liberation Sans", sans-serif; fill: #0b0c0c; white-space: pre }
  .paper { fill: #fff }
  .h { font-size: 19px; font-weight: 700; fill: #00474d }
  .t { font-size: 10.5px }
  .s { font-weight: 700 }
  .top { stroke: #00474d; stroke-width: 3px }
  .b { fill: #fff; stroke: #0b0c0c }
  .stage { fill: #e4e9ea; stroke: #00474d; stroke-width: 2.5px }
  text.stage { stroke: none; fill: #00353a }
  .trigger { stroke: #942514; stroke-width: 1.5px }
  text.trigger { stroke: none }
  .exits { fill: #f3f2f1; stroke: #6f7679; stroke-dasharray: 4 2 }
  .origin { fill: #f3f2f1; stroke: #6f7679 }
  .duty { stroke: #0b4f94 }
  text.exits, text.origin, text.duty { fill: #0b0c0c; stroke: none }
  .rule { fill: none; stroke: #b1b4b6 }
  .a { fill: none; stroke: #3f4547; stroke-width: 1.2px }
  .p { fill: #3f4547 }
  .l { font-size: 10px; paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round }
  .due { fill: #0b4f94 }
  .f { fill: #fff; stroke: #0b4f94 }
  .side { fill: none; stroke: #b1b4b6 }
  .band { fill: #e4e9ea }
  text.band { fill: #00353a }
`
