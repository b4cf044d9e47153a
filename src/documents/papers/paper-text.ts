import { type Block, type Field, type Paper, textOf } from './paper.ts'

/** A paper as plain text, to be pasted where no other form is taken. */
export function paperText({ title, subtitle, about, warnings, sections }: Paper): string {
  const parts = [
    `${title}\n${subtitle}`,
    about.map(sayField).join('\n'),
    ...warnings.map((warning) => `NOTE: ${warning}`),
    ...sections.map((section) => {
      return [section.title.toUpperCase(), ...section.blocks.map(sayBlock)].join('\n')
    }),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function sayField({ label, says }: Field): string {
  return `${label}: ${textOf(says)}`
}

export function sayBlock(block: Block): string {
  switch (block.kind) {
    case 'question':
      return `\n${block.title}`
    case 'words':
      return block.text
    case 'absent':
      return `${block.why}.`
    case 'note':
      return `(${block.text})`
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n')
    case 'numbered':
      return block.items.map((item, i) => `${i + 1}. ${item}`).join('\n')
    case 'fields':
      return block.fields.map(sayField).join('\n')
    case 'table':
      return block.rows
        .map((row) => `- ${row.map((cell, i) => `${block.columns[i] ?? ''}: ${textOf(cell)}`).join('; ')}`)
        .join('\n')
    default:
      return block satisfies never
  }
}
