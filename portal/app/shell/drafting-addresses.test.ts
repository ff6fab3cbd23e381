/** Which addresses open without a server, and from which document. */
import { expect, test } from 'vitest'
import { draftingAddresses, shellOf } from './drafting-addresses.ts'

const shells = (paths: readonly string[]) => paths.map((path) => shellOf(`/o/borovia/${path}`))

test('every drafting address has its own document, fixed words before parameters', () => {
  expect(
    shells([
      'drafts',
      'drafts/new',
      'drafts/import',
      'drafts/7',
      'drafts/7/check',
      'drafts/7/mark',
      'drafts/7/applicants/2',
    ]),
  ).toEqual(['drafts', 'new-draft', 'import', 'draft', 'check', 'page', 'item'])
  expect(
    shells([
      ...['file-requests/new', 'cart', 'outbox', 'outbox/9'],
      ...['templates', 'addresses', 'addresses/new', 'device'],
    ]),
  ).toEqual(['new-request', 'cart', 'outbox', 'sending', 'templates', 'addresses', 'address', 'device'])
  for (const { name, path } of draftingAddresses)
    expect(shellOf(`/o/x/${path.replaceAll(/:\w+/g, 'some-id')}`)).toBe(name)
})

test('case and a slash at the end make no difference, as in the router', () =>
  expect(['/O/Borovia/Drafts/', '/o/borovia/cart/'].map(shellOf)).toEqual(['drafts', 'cart']))

test('pages and data of the server are none of them', () =>
  expect(
    ['/', '/o/borovia', '/o/borovia/files', '/o/borovia/dossiers/7', '/o/borovia/api/session', '/drafts'].map(
      shellOf,
    ),
  ).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]))
