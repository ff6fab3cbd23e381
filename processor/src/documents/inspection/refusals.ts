/** Every way an uploaded document can be refused: a stable code, what is wrong, and what a person can do about it. */

/** The catalogue. `{fact}` is filled in from the facts of the refusal; translations are keyed by the code. */
export const refusals = {
  'file-name-empty': {
    message: 'The document has no usable file name.',
    remedy: 'Give the document a name such as "drawings.pdf" and upload it again.',
  },
  'file-name-too-long': {
    message: 'The file name has more than {limit} characters.',
    remedy: 'Shorten the name of the document and upload it again.',
  },
  'file-name-has-path': {
    message: 'The file name holds a folder (a slash, a backslash or "..").',
    remedy: 'Rename the document to a plain name without folders and upload it again.',
  },
  'file-name-has-controls': {
    message: 'The file name holds invisible control characters.',
    remedy: 'Rename the document, typing its name anew, and upload it again.',
  },
  'file-name-has-direction-override': {
    message:
      'The file name holds characters that turn the reading direction and can disguise the kind of file.',
    remedy: 'Rename the document, typing its name anew, and upload it again.',
  },
  empty: {
    message: 'The document is empty: it has no bytes.',
    remedy: 'Check the document on your device and upload it again.',
  },
  'too-large': {
    message: 'The document has {bytes} bytes; at most {limit} are taken here.',
    remedy: 'Save it with a lower image resolution, or split it into several documents.',
  },
  'wrong-hash': {
    message: 'The bytes that arrived are not the document that was announced: their SHA-256 differs.',
    remedy: 'The document changed on its way or on the device: choose it anew and upload it again.',
  },
  'type-mismatch': {
    message: 'The document was announced as {announced}, but its content is {found}.',
    remedy:
      'Open the document, save or export it as {announced} and upload the result; renaming does not convert it.',
  },
  'extension-mismatch': {
    message: 'The content of the document is {found}, but its file name ends in ".{extension}".',
    remedy: 'Rename the document so that its name ends in ".{expected}" and upload it again.',
  },
  'type-not-allowed': {
    message: 'A document for this purpose cannot be {found}. Taken here: {allowed}.',
    remedy: 'Export the document as one of these kinds and upload the result.',
  },
  truncated: {
    message: 'The end of the document is missing: it was cut off.',
    remedy: 'Check that the document opens completely on your device, save it anew and upload it again.',
  },
  damaged: {
    message: 'The document is damaged: its inner structure cannot be read without guessing.',
    remedy: 'Open it, save or print it to a new document and upload that one.',
  },
  'trailing-data': {
    message: 'The document carries {bytes} bytes of other data after its end.',
    remedy: 'Open it, save or export it as a new document and upload that one.',
  },
  'hidden-content': {
    message: 'The document is at the same time a file of another kind ({found}).',
    remedy: 'Open it, save or export it as a new document and upload that one.',
  },
  'pdf-header-misplaced': {
    message: 'The PDF does not start at its first byte: other data stands before it.',
    remedy: 'Open it, save or print it to a new PDF and upload that one.',
  },
  'pdf-encrypted': {
    message: 'The PDF is protected by a password or by restrictions on its use.',
    remedy:
      'Save it without password and without restrictions, or print it to a new PDF, and upload that one.',
  },
  'pdf-script': {
    message: 'The PDF contains JavaScript.',
    remedy: 'Print it to a new PDF, which leaves scripts out, and upload that one.',
  },
  'pdf-launch': {
    message: 'The PDF contains an action that starts a program.',
    remedy: 'Print it to a new PDF, which leaves actions out, and upload that one.',
  },
  'pdf-attachment': {
    message: 'The PDF contains other files as attachments.',
    remedy: 'Upload every attachment as a document of its own, and the PDF without attachments.',
  },
  'pdf-xfa': {
    message: 'The PDF is an XFA form, whose content changes with the program that shows it.',
    remedy: 'Print the filled form to a new PDF and upload that one.',
  },
  'pdf-media': {
    message: 'The PDF contains sound, video, 3D or other rich media.',
    remedy: 'Print it to a new PDF, which leaves media out, and upload that one.',
  },
  'pdf-form-submission': {
    message: 'The PDF contains an action that sends or fetches form data.',
    remedy: 'Print the filled form to a new PDF and upload that one.',
  },
  'pdf-external-reference': {
    message: 'The PDF contains an action that opens another file.',
    remedy: 'Print it to a new PDF, which leaves such links out, and upload that one.',
  },
  'xml-declarations': {
    message: 'The XML declares entities or elements of its own.',
    remedy: 'Export it anew without declarations of its own; a document type may be named only.',
  },
  'unpacks-too-large': {
    message:
      'The document unpacks to more than {limit} bytes, far more than its size of {bytes} bytes allows.',
    remedy: 'Print it to a new PDF with ordinary image compression and upload that one.',
  },
  'too-many-pixels': {
    message: 'The image has {widthPx} × {heightPx} pixels; at most {limit} pixels are taken here.',
    remedy: 'Scale the image down and upload it again.',
  },
  'too-costly': {
    message: 'The document cannot be read within the time and memory that one document may take.',
    remedy: 'Save or print it to a simpler new document and upload that one.',
  },
} as const satisfies Record<string, { message: string; remedy: string }>

export type RefusalCode = keyof typeof refusals
export type Refusal = {
  readonly ok: false
  readonly code: RefusalCode
  /** What is wrong, in plain English, for a person. */
  readonly message: string
  /** What that person can do about it. */
  readonly remedy: string
  /** What the sentences were filled with, for a translation of them. */
  readonly facts: Readonly<Record<string, string>>
}

/** Returns the refusal of this code with its sentences filled in; throws where a fact is missing. */
export function refuse(code: RefusalCode, given: Readonly<Record<string, string | number>> = {}): Refusal {
  const facts = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
  const fill = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      const fact = facts[name]
      if (fact === undefined) throw new Error(`The refusal ${code} needs the fact ${name}.`)
      return fact
    })
  const { message, remedy } = refusals[code]
  return { ok: false, code, message: fill(message), remedy: fill(remedy), facts }
}
