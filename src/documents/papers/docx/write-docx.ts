import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { columnWeights } from '../column-weights.ts'
import { type Block, type Cell, type Field, type Paper, textOf } from '../paper.ts'
import { isRightToLeft, paragraphsOf } from '../printed.ts'

// Lengths are in twentieths of a point, sizes of letters in half points, as Word counts them.
const PAGE = { width: 11_906, height: 16_838 }
const SIDE = 1_247
const TEXT = PAGE.width - 2 * SIDE
const LABEL = 2_700
const SIZE = 22
const SMALL = 19
const MUTED = '505A5F'
const RULE = 'B1B4B6'
const NUMBERS = 'numbered'

/** A paper as a Word document, with its headings, lists and tables as Word's own, to be read aloud, changed and sent on. */
export async function writeDocx(paper: Paper): Promise<Uint8Array> {
  const { title, subtitle, reference, about, warnings, sections } = paper
  let lists = 0
  const nextList = (): number => {
    lists += 1
    return lists
  }
  const document = new Document({
    title,
    creator: CREATOR,
    styles: STYLES,
    numbering: { config: [NUMBERING] },
    sections: [
      {
        properties: { page: { size: PAGE, margin: { left: SIDE, right: SIDE, top: 1_134, bottom: 1_134 } } },
        footers: { default: footer([title, reference].filter((part) => part !== '').join(' · ')) },
        children: [
          line(title, { heading: HeadingLevel.TITLE }),
          line(subtitle, { spacing: { after: 240 } }, { color: MUTED }),
          tableOfFields(about),
          ...warnings.map((warning) =>
            line(
              warning,
              {
                spacing: { before: 200 },
                indent: { left: 160 },
                border: { left: { style: BorderStyle.SINGLE, size: 24, space: 8, color: '0B0C0C' } },
              },
              { bold: true },
            ),
          ),
          ...sections.flatMap((section) => [
            line(section.title, { heading: section.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2 }),
            ...section.blocks.flatMap((block) => written(block, nextList)),
          ]),
        ],
      },
    ],
  })
  return new Uint8Array(
    await Packer.toBuffer(document, undefined, [{ path: 'docProps/core.xml', data: properties(paper) }]),
  )
}

const CREATOR = 'Sightline'
const LANGUAGE = { value: 'en-GB', bidirectional: 'ar-SA' }

const STYLES = {
  default: {
    document: {
      run: { font: 'Arial', size: SIZE, language: LANGUAGE },
      paragraph: { spacing: { after: 120, line: 276 } },
    },
    title: { run: { font: 'Arial', size: 40, bold: true }, paragraph: { spacing: { after: 60, line: 264 } } },
    heading1: {
      run: { font: 'Arial', size: 27, bold: true, color: '0B0C0C' },
      paragraph: {
        spacing: { before: 360, after: 160 },
        keepNext: true,
        border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 2, color: '0B0C0C' } },
      },
    },
    heading2: {
      run: { font: 'Arial', size: SIZE, bold: true, color: MUTED },
      paragraph: { spacing: { before: 220, after: 80 }, keepNext: true },
    },
  },
} as const

const NUMBERING = {
  reference: NUMBERS,
  levels: [
    {
      level: 0,
      format: LevelFormat.DECIMAL,
      text: '%1.',
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: { left: 500, hanging: 360 } } },
    },
  ],
} as const

function footer(text: string): Footer {
  return new Footer({
    children: [
      new Paragraph({
        border: { top: { style: BorderStyle.SINGLE, size: 4, space: 4, color: RULE } },
        tabStops: [{ type: 'right', position: TEXT }],
        children: [
          new TextRun({ text, size: 17, color: MUTED }),
          new TextRun({
            size: 17,
            color: MUTED,
            children: ['\tPage ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  })
}

interface Letters {
  readonly bold?: boolean
  readonly italics?: boolean
  readonly color?: string
  readonly size?: number
}

/** One paragraph, whose lines are kept. */
function line(text: string, how: Omit<IParagraphOptions, 'children' | 'text'> = {}, letters: Letters = {}): Paragraph {
  const rightToLeft = isRightToLeft(text)
  const direction = rightToLeft ? { rightToLeft } : {}
  const children = text.split('\n').map((each, i) => {
    return new TextRun({ text: each, ...letters, ...direction, ...(i === 0 ? {} : { break: 1 }) })
  })
  return new Paragraph({ ...how, ...(rightToLeft ? { bidirectional: true } : {}), children })
}

function lines(
  text: string,
  how: Omit<IParagraphOptions, 'children' | 'text'> = {},
  letters: Letters = {},
): Paragraph[] {
  return paragraphsOf(text).map((paragraph) => line(paragraph.join('\n'), how, letters))
}

function written(block: Block, nextList: () => number): readonly (Paragraph | Table)[] {
  switch (block.kind) {
    case 'question':
      return [line(block.title, { heading: HeadingLevel.HEADING_2 })]
    case 'words':
      return lines(block.text)
    case 'absent':
      return [line(block.why, {}, ABSENT)]
    case 'note':
      return [line(block.text, {}, { color: MUTED, size: 18 })]
    case 'list':
      return block.items.map((item) => line(item, { bullet: { level: 0 }, spacing: { after: 60 } }))
    case 'numbered': {
      // Each list counts from 1.
      const instance = nextList()
      return block.items.map((item) =>
        line(item, { numbering: { reference: NUMBERS, level: 0, instance }, spacing: { after: 60 } }),
      )
    }
    case 'fields':
      return [tableOfFields(block.fields)]
    case 'table':
      return [tableOf(block), new Paragraph({ spacing: { after: 60 }, children: [] })]
    default:
      return block satisfies never
  }
}

const ABSENT: Letters = { italics: true, color: MUTED }
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const THIN = { style: BorderStyle.SINGLE, size: 4, color: RULE } as const
const BORDERS = {
  top: NONE,
  left: NONE,
  right: NONE,
  bottom: THIN,
  insideHorizontal: THIN,
  insideVertical: NONE,
} as const
const MARGINS = { top: 60, bottom: 60, left: 80, right: 80 } as const

function tableOfFields(fields: readonly Field[]): Table {
  return new Table({
    columnWidths: [LABEL, TEXT - LABEL],
    width: { size: TEXT, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: BORDERS,
    margins: MARGINS,
    tableLook: { firstRow: false, firstColumn: true },
    rows: fields.map(({ label, says }) => {
      const cells = [
        tableCell(lines(label, TIGHT, { bold: true }), LABEL),
        tableCell(cellLines(says, SIZE), TEXT - LABEL),
      ]
      return new TableRow({ children: cells })
    }),
  })
}

const TIGHT = { spacing: { after: 40, line: 252 } } as const
const CELL = { ...TIGHT, alignment: AlignmentType.LEFT } as const

function tableOf(table: Extract<Block, { readonly kind: 'table' }>): Table {
  const weights = columnWeights(table)
  const all = weights.reduce((sum, each) => sum + each, 0)
  const widths = weights.map((weight) => Math.floor((TEXT * weight) / all))
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.columns.map((title, i) =>
      tableCell(lines(title, TIGHT, { bold: true, size: SMALL }), widths[i] ?? 0, {
        shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'F0F1F2' },
      }),
    ),
  })
  const rows = table.rows.map((row) => {
    return new TableRow({ children: row.map((cell, i) => tableCell(cellLines(cell, SMALL), widths[i] ?? 0)) })
  })
  return new Table({
    columnWidths: widths,
    width: { size: TEXT, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: BORDERS,
    margins: MARGINS,
    tableLook: { firstRow: true, firstColumn: false },
    rows: [header, ...rows],
  })
}

/** A cell keeps the side of its table, whichever way what is in it is read. */
function cellLines(cell: Cell, size: number): Paragraph[] {
  return lines(textOf(cell), CELL, 'says' in cell ? { size } : { ...ABSENT, size })
}

function tableCell(
  children: Paragraph[],
  width: number,
  how: { readonly shading?: { readonly type: 'clear'; readonly color: string; readonly fill: string } } = {},
): TableCell {
  return new TableCell({ width: { size: width, type: WidthType.DXA }, children, ...how })
}

/** What the file says of itself. The writer would take the time of its own clock; a paper was made when it says. */
function properties({ title, made }: Paper): string {
  const at = Temporal.Instant.fromEpochMilliseconds(made).toString({ smallestUnit: 'second' })
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped}</dc:title><dc:creator>${CREATOR}</dc:creator><dc:language>en-GB</dc:language>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created>`,
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified>`,
    '</cp:coreProperties>',
  ].join('')
}
