import { expect, test } from 'vitest'
import { databaseUri, namesDatabase } from './mongo.ts'

test("a database's address keeps every host and every option of the server's address", () => {
  expect(databaseUri('mongodb://a:1,b:2/?replicaSet=r&w=majority', 'lodge')).toBe(
    'mongodb://a:1,b:2/lodge?replicaSet=r&w=majority',
  )
  expect(databaseUri('mongodb://user:p%40ss@a:1/other', 'lodge')).toBe('mongodb://user:p%40ss@a:1/lodge')
  expect(databaseUri('mongodb+srv://cluster.example', 'lodge')).toBe('mongodb+srv://cluster.example/lodge')
})

test('an address that names a database is told from one that does not', () => {
  expect(namesDatabase('mongodb://a:1/office?w=1')).toBe(true)
  expect(namesDatabase('mongodb://a:1/?w=1')).toBe(false)
  expect(namesDatabase('mongodb://a:1')).toBe(false)
})
