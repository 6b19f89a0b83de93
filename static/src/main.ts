/** Starts the browser app. */
import '@/ui/tokens.css'
import '@/ui/base.css'

import { createPinia } from 'pinia'
import { createApp } from 'vue'

import App from './App.vue'
import { installLocales } from './locales'
import { router } from './router'

async function start(): Promise<void> {
  const locales = await installLocales()
  createApp(App).use(createPinia()).use(locales).use(router).mount('#app')
}

void start()
