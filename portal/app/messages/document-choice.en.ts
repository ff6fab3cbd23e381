/** The words by which a document is chosen, in English. */
export const documentChoiceInEnglish = {
  choose: 'Choose a file',
  photograph: 'Take a photograph',
  drop: 'or drop a file here',
  types: (types: string, size: string) => `${types}, up to ${size}`,
  checking: 'Checking the file…',
  storing: (percent: number) => `Encrypting and saving: ${percent} %`,
  replace: 'Replace',
  remove: 'Remove',
  preview: 'Preview',
  fingerprint: 'SHA-256',
  pixels: (width: number, height: number) => `${width} × ${height} pixels`,
  kept: 'Saved on this device, encrypted',
  gone: 'The file itself is no longer on this device. Choose it again.',
  refusals: {
    empty: 'The file is empty. Choose another one.',
    type: (types: string) => `The office does not take this type of file here. Use one of: ${types}.`,
    disguised: (types: string) =>
      `The content of the file is not what its name says. Use a genuine file of one of these types: ${types}.`,
    size: (size: string) => `The file is larger than ${size}. Choose a smaller one.`,
    pixels: (limit: string) =>
      `The image has more than ${limit} million pixels. Make it smaller and choose it again.`,
    damaged: 'The file is damaged and cannot be read. Open it, save it again, and choose the new one.',
    'no-space':
      'There is not enough space on this device for this file. Your text is safe and still saves. Free some space, then choose the file again.',
    failed: 'The file could not be saved. Your text is safe. Choose the file again.',
  },
}
