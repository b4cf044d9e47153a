import { columnWeights } from '../column-weights.ts'
import type { Block, Cell, Field, Paper } from '../paper.ts'
import { isRightToLeft, paragraphsOf } from '../printed.ts'

/** A text for the template: its paragraphs with their lines, and which way it is read. */
interface Said {
  readonly text: readonly (readonly string[])[]
  readonly rtl: boolean
}

/** A paper as the template takes it: data alone, so that nothing in it is ever read as markup. */
export function typstData({ title, subtitle, reference, about, warnings, sections }: Paper): string {
  return JSON.stringify({
    title: { ...said(title), plain: title },
    subtitle: said(subtitle),
    foot: [title, reference].filter((part) => part !== '').join(' · '),
    about: about.map(fieldData),
    warnings: warnings.map(said),
    sections: sections.map((section) => ({
      title: said(section.title),
      level: section.level,
      blocks: section.blocks.map(blockData),
    })),
  })
}

function said(text: string): Said {
  return { text: paragraphsOf(breakable(text)), rtl: isRightToLeft(text) }
}

/** A place to break every so many letters of a word that is longer than any, such as an address of the web. */
function breakable(text: string): string {
  return text.replaceAll(/\S{26,}/gu, (word) => word.replaceAll(/[\p{L}\p{M}\p{N}\p{P}\p{S}]{12}/gu, '$&\u200b'))
}

function cellData(cell: Cell): Readonly<Record<string, Said>> {
  return 'says' in cell ? { says: said(cell.says) } : { absent: said(cell.absent) }
}

function fieldData({ label, says }: Field): unknown {
  return { label: said(label), says: cellData(says) }
}

function blockData(block: Block): unknown {
  switch (block.kind) {
    case 'question':
      return { kind: block.kind, text: said(block.title) }
    case 'words':
    case 'note':
      return { kind: block.kind, text: said(block.text) }
    case 'absent':
      return { kind: block.kind, text: said(block.why) }
    case 'list':
    case 'numbered':
      return { kind: block.kind, items: block.items.map(said) }
    case 'fields':
      return { kind: block.kind, fields: block.fields.map(fieldData) }
    case 'table':
      return {
        kind: block.kind,
        columns: block.columns.map(said),
        weights: columnWeights(block),
        rows: block.rows.map((row) => row.map(cellData)),
      }
    default:
      return block satisfies never
  }
}
