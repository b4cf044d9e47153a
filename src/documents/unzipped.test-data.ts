import { inflateRawSync } from 'node:zlib'

const CENTRAL = 0x02014b50

/** The files of a ZIP archive by name, as text: enough to open what a writer of DOCX or XLSX has made. */
export function unzipped(bytes: Uint8Array): ReadonlyMap<string, string> {
  const archive = Buffer.from(bytes)
  const files = new Map<string, string>()
  let at = archive.indexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  at = archive.readUInt32LE(at + 16)
  while (archive.readUInt32LE(at) === CENTRAL) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset))
    const local = archive.readUInt32LE(at + 42)
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const packed = archive.subarray(begin, begin + size)
    const title = archive.toString('utf8', at + 46, at + 46 + (name ?? 0))
    files.set(title, (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'))
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return files
}
