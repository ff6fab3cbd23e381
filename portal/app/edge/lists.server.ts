/** Answers with lists that devices keep by version: the version names the content for good. */
import { ProblemError } from '@lodge/shared-types'
import { officeOf, parameter, resource } from './answers.server.ts'
import { ifChanged } from './conditional.server.ts'

const forGood = { 'cache-control': 'public, max-age=31536000, immutable', vary: 'Accept-Encoding' }

/** Returns the loader of the address of one kind of list. */
export const listsOf = (kind: 'termList' | 'codeList') =>
  resource({
    async GET(args) {
      officeOf(args)
      const list = await args.context.services[kind](parameter(args, 'version'))
      if (!list) throw new ProblemError('not-found')
      return ifChanged(args.request, { etag: list.etag, headers: forGood }, () => {
        const accepted = args.request.headers.get('accept-encoding') ?? ''
        const encoding = (['br', 'gzip'] as const).find((name) => new RegExp(`\\b${name}\\b`).test(accepted))
        return encoding === undefined
          ? { body: list.plain }
          : { body: list.encoded[encoding], headers: { 'content-encoding': encoding } }
      })
    },
  }).loader
