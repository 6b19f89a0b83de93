/** Scripts that drive browsers (tests, bench): a name that nothing defines would show only when its line is run. */
const NODE = ['Buffer', 'URL', 'console', 'fetch', 'performance', 'process', 'setTimeout', 'clearTimeout']
/** What functions name that are sent into a page. */
const PAGE = ['document', 'window', 'navigator', 'location', 'innerWidth', 'Event', 'WebSocket', 'AudioContext', 'MediaStream', 'MediaStreamTrack', 'RTCPeerConnection']

export default [{
  files: ['**/*.mjs'],
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  languageOptions: { globals: Object.fromEntries([...NODE, ...PAGE].map(name => [name, 'readonly'])) },
  rules: { 'no-undef': 'error', 'no-unused-vars': 'error', 'no-unreachable': 'error', 'no-dupe-keys': 'error' },
}]
