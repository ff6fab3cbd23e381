/** The office's public keys, the retired ones too, so that old signatures can be checked anywhere. */
import { json, officeOf, resource } from '../../edge/answers.server.ts'

const forEveryone = {
  'access-control-allow-origin': '*',
  'cache-control': 'public, max-age=300',
  'cross-origin-resource-policy': 'cross-origin',
}

export const loader = resource({
  GET: (args) =>
    Promise.resolve(json(args.context.services.jwks(officeOf(args).id), { headers: forEveryone })),
}).loader
