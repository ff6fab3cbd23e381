/**
 * Runs in a page before all its scripts. Notes, for the field in `lodgeProbe.path`, when each of its values was typed and when
 * a row with it was committed to the store: it follows the value from encryption through `put` to the transaction's end.
 */
const lodgeProbe = { path: '', typed: [], committed: [] }
globalThis.lodgeProbe = lodgeProbe
const now = () => performance.timeOrigin + performance.now()

addEventListener(
  'input',
  ({ target, timeStamp }) => {
    if (target.id === lodgeProbe.path)
      lodgeProbe.typed.push({ value: target.value, at: performance.timeOrigin + timeStamp })
  },
  true,
)

const sealed = new WeakMap()
const { encrypt } = SubtleCrypto.prototype
SubtleCrypto.prototype.encrypt = async function (algorithm, key, data) {
  const body = await encrypt.call(this, algorithm, key, data)
  try {
    const { path, value } = JSON.parse(new TextDecoder().decode(data))
    if (path === lodgeProbe.path) sealed.set(body, value)
  } catch {
    // A piece of a document.
  }
  return body
}

for (const method of ['put', 'add']) {
  const store = IDBObjectStore.prototype[method]
  IDBObjectStore.prototype[method] = function (row, ...more) {
    if (sealed.has(row.body))
      this.transaction.addEventListener('complete', () =>
        lodgeProbe.committed.push({ value: sealed.get(row.body), at: now() }),
      )
    return store.call(this, row, ...more)
  }
}
