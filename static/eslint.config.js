/** One rule set: strict types, accessible templates, and imports that point one way. */
import vue from 'eslint-plugin-vue'
import a11y from 'eslint-plugin-vuejs-accessibility'
import { configureVueProject, defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'

configureVueProject({ tsSyntaxInTemplates: true, scriptLangs: ['ts'] })

const below = (folder, forbidden, message) => ({
  files: [`src/${folder}/**`],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: forbidden, message }] }] },
})

export default defineConfigWithVueTs(
  { ignores: ['dist/**', 'node_modules/**'] },
  { files: ['src/**/*.{ts,vue}', '*.ts'] },
  vue.configs['flat/recommended'],
  ...a11y.configs['flat/recommended'],
  vueTsConfigs.strictTypeChecked,
  vueTsConfigs.stylisticTypeChecked,
  {
    rules: {
      'no-console': 'error',
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': ['error', { allowBinding: true }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/define-emits-declaration': ['error', 'type-literal'],
      // Templates are laid out like the rest of the code: up to 120 columns.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
      // A label around its control is enough for every browser and screen reader in use.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      // A call between people has no caption track.
      'vuejs-accessibility/media-has-caption': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  below('protocol', ['vue', '@/media/*', '@/room/*', '@/features/*', '@/ui/*'], 'The protocol knows only messages.'),
  below('media', ['vue', '@/room/*', '@/features/*', '@/ui/*'], 'Media is plain TypeScript.'),
  below('api', ['vue', '@/media/*', '@/room/*', '@/features/*', '@/ui/*'], 'The API is plain TypeScript.'),
  below('room', ['@/features/*'], 'Features use the room.'),
  below('ui', ['@/room/*', '@/features/*', '@/api/*', '@/media/*', '@/protocol/*'], 'The ui folder is look only.'),
)
