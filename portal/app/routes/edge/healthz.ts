/** Whether this process is alive; it asks nothing else. */
import { json, resource } from '../../edge/answers.server.ts'

export const loader = resource({ GET: () => Promise.resolve(json({ alive: true })) }).loader
