import tseslint from 'typescript-eslint'

/** `as const` and `satisfies` are welcome; any other assertion hides what a parse should prove. */
const noCasts = {
  selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"])',
  message: 'Parse with a zod schema instead of asserting a type with `as`.',
}

const pure = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Take `now` as an argument.',
  },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Take `now` as an argument.',
  },
  {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'Take randomness as an argument.',
  },
  { selector: 'AwaitExpression', message: 'The domain is pure: no I/O here.' },
]

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '.data/**',
      'portal/build/**',
      '**/dist/**',
      '**/*.mjs',
      '**/*.js',
      '**/*.cjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { requireDefaultForNonUnion: true, considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      'no-restricted-syntax': ['error', noCasts],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'process.env is read in one file of each program (env.ts).',
        },
      ],
    },
  },
  {
    files: ['shared-types/src/**/*.ts', 'processor/src/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', noCasts, ...pure] },
  },
  { files: ['**/env.ts', 'scripts/**'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['**/*.test.ts', '**/*.test.tsx'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'it', 'describe'], package: 'vitest' }],
        },
      ],
    },
  },
)
