/** The words of the address book, in English. */
export const addressBookInEnglish = {
  title: 'Address book',
  lead: 'People you file for, kept on this device only and encrypted like your drafts.',
  empty: 'Nobody saved yet',
  emptyLead: 'Save an applicant or agent while you draft; they appear here.',
  use: 'Use a saved person',
  choose: 'Choose a person',
  fill: 'Fill in',
  filled: (name: string) => `Filled in with ${name}. You can undo it.`,
  save: 'Save to the address book',
  saved: (name: string) => `${name} is in the address book.`,
  remove: 'Delete',
  removeOf: (name: string) => `Delete ${name} from the address book`,
  removed: (name: string) => `${name} was deleted from the address book.`,
  search: 'Search people',
  toDrafts: 'My drafts',
}
