/** The pages. Each is loaded when it is opened. */
import { createRouter, createWebHistory } from 'vue-router'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/j/:token', name: 'join', component: () => import('@/features/join/JoinView.vue'), props: true },
    { path: '/room/:session', name: 'room', component: () => import('@/features/host/HostView.vue'), props: true },
    { path: '/', redirect: { name: 'today' } },
    { path: '/sign-in', name: 'sign-in', component: () => import('@/features/signin/SignInView.vue') },
    { path: '/today', name: 'today', component: () => import('@/features/today/TodayView.vue') },
    { path: '/cases', name: 'cases', component: () => import('@/features/cases/CasesView.vue') },
    { path: '/cases/:serial', name: 'case', component: () => import('@/features/cases/CaseView.vue'), props: true },
    {
      path: '/sessions/:session/review', name: 'review',
      component: () => import('@/features/review/ReviewView.vue'), props: true,
    },
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('@/ui/NotFoundView.vue') },
  ],
})
