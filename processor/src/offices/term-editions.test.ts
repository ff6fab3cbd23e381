import { describe, expect, test } from 'vitest'
import { readEdition } from './term-editions.ts'

const rows = (text: string, format: 'json' | 'csv') => {
  const read = readEdition(text, format)
  return read.ok ? read.rows : expect.unreachable(JSON.stringify(read.faults))
}
const faults = (text: string, format: 'json' | 'csv'): string[] => {
  const read = readEdition(text, format)
  return read.ok ? [] : read.faults.map(({ line, message }) => `${line}: ${message}`)
}

const edition = (goods: string, services = ''): string => `{ "classes": [
  { "number": "1", "heading": "Chemicals" } ],
  "goods": [
${goods}
  ],
  "services": [${services}] }`

describe('an edition in JSON', () => {
  test('takes the class from the basic number, and tells synonyms apart', () => {
    expect(
      rows(
        edition(
          '{"number": "010002", "description": "glue"},\n{"number": "010002", "description": "adhesives"}',
          '{"number": "450001", "description": "escorting"}',
        ),
        'json',
      ),
    ).toEqual([
      ['010002', 1, 'glue'],
      ['010002-2', 1, 'adhesives'],
      ['450001', 45, 'escorting'],
    ])
  })
  test('names the line of each fault', () => {
    const text = edition(
      '{"number": "010002", "description": "glue {[\\"}"},\n{\n"number": "990001",\n"description": "x"},\n{"number": "1", "description": "y"},\n{"number": "010009", "description": "---"}',
      '\n{"number": "010003", "description": "Glue {[\\"}"}',
    )
    expect(faults(text, 'json')).toEqual([
      '5: class: Nice classes go from 1 to 45.',
      '8: class: "1" names no class.',
      '9: term: Write the good or service in letters.',
      '12: "Glue {[\\"}" is in class 1 already: line 4.'.replaceAll('\\', ''),
    ])
  })
  test('names the line of an entry that lacks a member, and of broken JSON', () => {
    expect(
      faults(edition('{"number": "010002", "description": "glue"},\n{"number": "010003"}'), 'json')[0],
    ).toMatch(/^5: goods: description: /)
    expect(faults('{\n "goods": [,]}', 'json')[0]).toMatch(/^2: This is not JSON/)
    expect(faults('[]', 'json')).not.toEqual([])
    expect(faults('{"goods": [], "services": []}', 'json')).toEqual(['1: There is no term in the file.'])
  })
})

describe('an edition in CSV', () => {
  test('takes quotes, commas, an empty French cell, a header, and either line ending', () => {
    expect(
      rows('class,term,fr,ar\r\n25,"shirts, white",chemises,قمصان\r\n25,hats,,قبعات\n\n9,"a ""b"""', 'csv'),
    ).toEqual([
      ['25-0001', 25, 'shirts, white', 'chemises', 'قمصان'],
      ['25-0002', 25, 'hats', null, 'قبعات'],
      ['09-0001', 9, 'a "b"'],
    ])
  })
  test('names the line of each fault, counting lines inside quotes', () => {
    expect(faults('9,"two\nlines"\n46,late\nx,word\n9,\n9,a,b,c,d\n9,scales\n9,Scales', 'csv')).toEqual([
      '1: term: Write this on one line.',
      '3: class: Nice classes go from 1 to 45.',
      '4: class: "x" names no class.',
      '5: term: This must not be empty.',
      '6: A row has a class and at most three texts; quote texts with a comma.',
      '8: "Scales" is in class 9 already: line 7.',
    ])
  })
  test('says where a quotation mark is open', () => {
    expect(faults('9,scales\n9,"open', 'csv')[0]).toMatch(/^2: A quotation mark is open/)
    expect(faults('', 'csv')).toEqual(['1: There is no term in the file.'])
  })
})
