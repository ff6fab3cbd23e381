/** The words of views, statements and choices from a file's register, in English. */
export const factControlsInEnglish = {
  declare: 'I declare this',
  nothing: 'The file has nothing to choose from.',
  design: (number: string) => `Design ${number}`,
  findClass: 'Find it by what the product is',
  found: (count: number) => (count === 1 ? '1 subclass found' : `${count} subclasses found`),
  noneFound: 'No subclass has these words. Try another word, or write class and subclass yourself.',
  take: 'Choose',
  takeOf: (code: string, name: string) => `Choose ${code}, ${name}`,
  viewNumber: (number: number) => `View ${number}`,
  shows: (name: string) => `What ${name} shows`,
  chooseView: 'Choose what it shows',
  addView: 'Add a view',
  moveUp: 'Move up',
  moveUpOf: (name: string) => `Move up: ${name}`,
  remove: 'Remove the view',
  removeOf: (name: string) => `Remove the view: ${name}`,
}
