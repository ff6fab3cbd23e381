/** The language of Lodge: everything that portal, processor, drivers and mocks say to each other. */
export * from './money.ts'
export * from './problem.ts'
