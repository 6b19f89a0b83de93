import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

// Read from the disk: of a sheet that is imported a test gets nothing.
const shared = ['src/room/room.css', 'src/ui/base.css'].map(path => readFileSync(path, 'utf8'))
const pages = import.meta.glob<string>([
  '/src/features/{accounts,audit,cases,causes,console,delivery,figures,intake,keeping,operations,people,quality,referral,review,roster,support,terms,today}/**/*.vue',
], { query: '?raw', import: 'default', eager: true })

/** The names a sheet that is never taken away again gives a look to by themselves. */
const taken = new Set(shared.flatMap(sheet => [...sheet.matchAll(/^\.([a-z][\w-]*)(?=[\s,:.>+~{])/gm)].map(([, name]) => name)))
const named = (page: string): string[] =>
  [...page.slice(0, page.indexOf('<style')).matchAll(/(?<![:\w-])class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(/\s+/))

test('whoever comes from a room finds the pages of the desk as they were: no name of a look there is one of the room', () => {
  const clashes = Object.entries(pages).flatMap(([path, page]) => named(page).filter(name => taken.has(name)).map(name => `${path} ${name}`))

  expect(taken.size).toBeGreaterThan(50)
  expect(Object.keys(pages).length).toBeGreaterThan(100)
  expect(clashes).toEqual([])
})
