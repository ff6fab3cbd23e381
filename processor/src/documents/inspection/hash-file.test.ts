import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashFile } from './hash-file.ts'

test('the hash of a file larger than one piece is the SHA-256 of all its bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lodge-hash-'))
  try {
    const content = randomBytes(700_001)
    await writeFile(join(folder, 'a'), content)
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(await hashFile(join(folder, 'a'))).toEqual({ sha256, bytes: 700_001 })
    await writeFile(join(folder, 'empty'), '')
    expect(await hashFile(join(folder, 'empty'))).toEqual({
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      bytes: 0,
    })
    await expect(hashFile(join(folder, 'missing'))).rejects.toThrow('ENOENT')
  } finally {
    await rm(folder, { recursive: true })
  }
})
