/** Answering one question of a checklist, as the examination page does it while an officer goes through a file. */
import { actorOf, json, parameter, resource } from '../../edge/answers.server.ts'
import { jsonBody } from '../../edge/inputs.server.ts'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const { loader: answer } = resource({
  // Given again, an answer is the same answer: it needs no key.
  POST: async (args) => {
    const given = await jsonBody(args.request)
    const which = { fileId: parameter(args, 'fileId'), checklist: parameter(args, 'checklist') }
    return json(
      await args.context.services.answerQuestion(actorOf(args), {
        ...(isObject(given) ? given : {}),
        ...which,
      }),
    )
  },
})
export const loader = answer
export const action = answer
