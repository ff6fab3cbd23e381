/** Who may import whom: see docs/architecture.md. */
const only = (from, allowed) => ({
  name: `${from}-imports`,
  severity: 'error',
  comment: `${from} may import only ${allowed.join(', ') || 'nothing of ours'}`,
  from: { path: `^${from}/`, pathNot: '([.]test[.]tsx?$|/test-support/|/test-stand[.]ts$)' },
  to: {
    path: `^(shared-types|bank-drivers|processor|mocks|portal|scripts)/`,
    pathNot: [`^${from}/`, ...allowed.map((a) => `^${a}/`)],
  },
})
module.exports = {
  forbidden: [
    only('shared-types', []),
    only('bank-drivers', ['shared-types']),
    only('processor', ['shared-types', 'bank-drivers']),
    only('mocks', ['shared-types']),
    only('portal', ['shared-types', 'processor']),
    {
      name: 'portal-browser-code-imports-shared-types-alone',
      severity: 'error',
      from: {
        path: '^portal/app/',
        pathNot: [
          '[.]server[.]tsx?$',
          '[.]server/',
          '^portal/app/routes/',
          '([.]test[.]tsx?$|/test-support/|/test-stand[.]ts$)',
        ],
      },
      // The type of a service's answer is known to a page's component through its loader anyway, and is gone before a browser sees it.
      to: { path: '^(processor|bank-drivers|mocks)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-public-entry-per-package',
      severity: 'error',
      comment: 'Import a package through its index, not its insides.',
      from: {
        path: '^(shared-types|bank-drivers|processor|mocks|portal|scripts)/',
        pathNot: '([.]test[.]tsx?$|/test-support/|/test-stand[.]ts$)',
      },
      to: {
        path: '^(shared-types|bank-drivers|processor|mocks)/src/',
        pathNot: [
          '^[^/]+/src/index[.]ts$',
          '^$1/',
          '^processor/src/offices/',
          // The kit is a public entry of its own; its seeded bugs are for the commands here.
          '^bank-drivers/src/kit/(kit|mutants/[a-z-]+)[.]ts$',
          // The benchmark measures the reader alone, beside others' readers.
          '^bank-drivers/src/statements/read-statements[.]ts$',
        ],
      },
    },
    {
      name: 'mongoose-lives-in-the-store',
      severity: 'error',
      from: {
        path: '^(shared-types|bank-drivers|processor|mocks|portal)/',
        pathNot: ['^processor/src/store/', '([.]test[.]tsx?$|/test-support/|/test-stand[.]ts$)'],
      },
      to: { path: 'node_modules/mongoose/' },
    },
    {
      name: 'amqplib-lives-in-the-broker',
      severity: 'error',
      from: {
        path: '^(shared-types|bank-drivers|processor|mocks|portal)/',
        pathNot: ['^processor/src/broker/', '([.]test[.]tsx?$|/test-support/|/test-stand[.]ts$)'],
      },
      to: { path: 'node_modules/amqplib/' },
    },
    {
      name: 'axios-lives-in-one-file',
      severity: 'error',
      from: {
        path: '^(shared-types|bank-drivers|processor|mocks|portal)/',
        pathNot: ['^bank-drivers/src/http[.]ts$', '([.]test[.]tsx?$|/test-support/|/test-stand[.]ts$)'],
      },
      to: { path: 'node_modules/axios/' },
    },
    {
      name: 'shared-types-is-pure',
      severity: 'error',
      from: { path: '^shared-types/', pathNot: '([.]test[.]tsx?$|/test-support/|/test-stand[.]ts$)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(portal/build|[.]data|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
}
