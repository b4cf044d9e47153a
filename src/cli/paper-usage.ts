/** Apart from the command itself, which loads the writers of documents. */
export const PAPER_USAGE = `sightline paper HISTORY.json... --protocol ID [options]
  Makes a document that a protocol names, the agenda of a meeting, or the text of one record for the case system.
  --protocol ID     the protocol, or the path of a protocol file
  --document NAME   the document, by its name in the protocol; a list takes several histories
  --meeting NAME    instead: the agenda of this meeting; --sits-on DATE says when it sits
  --entry ID        instead: this record as text to be copied; with --document, the record that made the document
  --for WHO         for whom it is made, to be shown on it
  --as-of DATE      the day or moment to look from, YYYY-MM-DD or RFC 3339 (the end of today)
  --known-at DATE   leave out what became known only later (nothing is left out)
  --output FILE     where to write: .pdf, .docx or .txt, and .csv or .xlsx for a list (text, to the screen)`
