/** Which addresses open without a server, and from which document. */
import { expect, test } from 'vitest'
import { draftingAddresses, shellOf } from './drafting-addresses.ts'

const shells = (paths: readonly string[]) => paths.map((path) => shellOf(`/o/borovia/${path}`))

test('every drafting address has its own document, fixed words before parameters', () => {
  expect(
    shells(['drafts', 'drafts/new', 'drafts/7', 'drafts/7/check', 'drafts/7/mark', 'drafts/7/applicants/2']),
  ).toEqual(['drafts', 'new-draft', 'draft', 'check', 'page', 'item'])
  expect(shells(['cart', 'outbox', 'outbox/9', 'addresses', 'device'])).toEqual([
    'cart',
    'outbox',
    'sending',
    'addresses',
    'device',
  ])
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
