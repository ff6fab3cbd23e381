/** Whether this process can do its work: 503 with the parts when it cannot. */
import { json, resource } from '../../edge/answers.server.ts'

export const loader = resource({
  async GET({ context }) {
    const { ready, parts } = await context.services.health()
    return json(
      { ready, parts },
      { status: ready ? 200 : 503, ...(ready ? {} : { headers: { 'retry-after': '5' } }) },
    )
  },
}).loader
