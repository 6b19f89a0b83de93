/** The pages. Each is loaded when it is opened. */
import { createRouter, createWebHistory } from 'vue-router'

import { watchAccount } from '@/features/console/account'
import { watchLeaving } from '@/features/console/leaving'
import { loadWords, type Part } from '@/locales'

declare module 'vue-router' {
  interface RouteMeta {
    /** The words a page speaks with. */
    words?: readonly Part[]
    /** On a wide screen the page stays where it is while what stands beside its list changes. */
    beside?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/j/:token', name: 'join', meta: { words: ['join'] }, component: () => import('@/features/join/JoinView.vue'), props: true },
    { path: '/j/:token/network', name: 'own-network', meta: { words: ['network'] }, component: () => import('@/features/network/NetworkTestView.vue'), props: true },
    { path: '/network', name: 'network', meta: { words: ['network'] }, component: () => import('@/features/network/NetworkTestView.vue') },
    {
      path: '/room/:session', name: 'room', meta: { staff: true, words: ['join', 'room', 'host', 'console'] },
      component: () => import('@/features/host/HostView.vue'), props: true,
    },
    { path: '/apply', name: 'apply', meta: { words: ['apply', 'filing'] }, component: () => import('@/features/apply/ApplyView.vue') },
    {
      path: '/c/:token', name: 'own-case', meta: { words: ['agreement', 'apply', 'filing', 'roster'] },
      component: () => import('@/features/apply/OwnCaseView.vue'), props: true,
    },
    { path: '/check', name: 'check', meta: { words: ['apply'] }, component: () => import('@/features/apply/CheckView.vue') },
    {
      path: '/roster', name: 'public-roster', meta: { words: ['console', 'roster'] },
      component: () => import('@/features/public/PublicRosterView.vue'),
    },
    {
      path: '/', name: 'welcome', meta: { words: ['welcome', 'apply'] },
      component: () => import('@/features/welcome/WelcomeView.vue'),
    },
    { path: '/sign-in', name: 'sign-in', meta: { words: ['console'] }, component: () => import('@/features/signin/SignInView.vue') },
    {
      path: '/', component: () => import('@/features/console/ConsoleShell.vue'), meta: { staff: true, words: ['console', 'desk'] },
      children: [
        { path: 'desk', name: 'home', component: () => import('@/features/console/HomeView.vue') },
        {
          path: 'today', name: 'today', meta: { section: 'today', words: ['access', 'people', 'terms'] },
          component: () => import('@/features/today/TodayView.vue'),
        },
        {
          path: 'cases', name: 'cases', meta: { section: 'cases', words: ['terms'] },
          component: () => import('@/features/cases/CasesView.vue'),
        },
        {
          path: 'cases/:serial/:tab(people|materials|sessions|documents|recordings|access|ending)?', name: 'case',
          meta: { section: 'cases', words: ['access', 'filing', 'intake', 'keeping', 'network', 'people', 'quality', 'roster', 'support', 'terms'] },
          component: () => import('@/features/cases/CaseView.vue'), props: true,
        },
        {
          path: 'intake', name: 'intake', meta: { section: 'intake', words: ['filing', 'intake'] },
          component: () => import('@/features/intake/DeskView.vue'),
        },
        {
          path: 'intake/:id', name: 'intake-form', meta: { section: 'intake', words: ['filing', 'intake', 'people'] },
          component: () => import('@/features/intake/FormView.vue'), props: true,
        },
        {
          path: 'calendar', name: 'calendar', meta: { section: 'calendar', words: ['terms'] },
          component: () => import('@/features/terms/CalendarView.vue'),
        },
        {
          path: 'retention', name: 'retention', meta: { section: 'calendar', words: ['access', 'keeping', 'terms'] },
          component: () => import('@/features/keeping/RetentionView.vue'),
        },
        {
          path: 'delivery', name: 'delivery', meta: { section: 'calendar', words: ['delivery'] },
          component: () => import('@/features/delivery/DeliveryView.vue'),
        },
        {
          path: 'referrals', name: 'referrals', meta: { section: 'referrals', words: ['referral', 'terms'] },
          component: () => import('@/features/referral/ReferralsView.vue'),
        },
        {
          path: 'referrals/:serial', name: 'referral', meta: { section: 'referrals', words: ['referral', 'roster', 'terms', 'people'] },
          component: () => import('@/features/referral/ReferralView.vue'), props: true,
        },
        {
          path: 'conflict-register', name: 'register', meta: { section: 'register', words: ['referral'] },
          component: () => import('@/features/referral/RegisterView.vue'),
        },
        {
          path: 'roster/entries/:entry?', name: 'roster', meta: { section: 'roster', words: ['filing', 'people', 'roster'], beside: true },
          component: () => import('@/features/roster/RosterView.vue'), props: true,
        },
        {
          path: 'complaints', name: 'complaints', meta: { section: 'complaints', words: ['people', 'roster'] },
          component: () => import('@/features/roster/ComplaintsView.vue'),
        },
        {
          path: 'accounts', name: 'accounts', meta: { section: 'accounts', words: ['accounts'] },
          component: () => import('@/features/accounts/AccountsView.vue'),
        },
        {
          path: 'causes', name: 'causes', meta: { section: 'causes', words: ['causes', 'filing'] },
          component: () => import('@/features/causes/CausesView.vue'),
        },
        {
          path: 'figures', name: 'figures', meta: { section: 'figures', words: ['figures', 'desk', 'terms'] },
          component: () => import('@/features/figures/FiguresView.vue'),
        },
        {
          path: 'audit', name: 'audit', meta: { section: 'audit', words: ['access'] },
          component: () => import('@/features/audit/AuditView.vue'),
        },
        {
          path: 'support', name: 'support', meta: { section: 'support', words: ['support', 'terms'] },
          component: () => import('@/features/support/SupportView.vue'),
        },
        {
          path: 'support/:access/:serial?', name: 'support-case', meta: { section: 'support', words: ['support'] },
          component: () => import('@/features/support/SupportCaseView.vue'), props: true,
        },
        {
          path: 'operations', name: 'operations', meta: { section: 'operations', words: ['operations', 'quality'] },
          component: () => import('@/features/operations/OperationsView.vue'), props: { part: 'running' },
        },
        ...(['alarms', 'recordings', 'workers'] as const).map(part => ({
          path: `operations/${part}`, name: part, meta: { section: part, words: ['operations', 'quality'] as const },
          component: () => import('@/features/operations/OperationsView.vue'), props: { part },
        })),
        {
          path: 'operations/settings', name: 'settings', meta: { section: 'settings', words: ['operations'] },
          component: () => import('@/features/operations/SettingsView.vue'),
        },
        {
          path: 'sessions/:session/review', name: 'review', meta: { section: 'cases', words: ['access'] },
          component: () => import('@/features/review/ReviewView.vue'), props: true,
        },
        {
          path: 'recordings/deletions', name: 'deletions', meta: { section: 'cases', words: ['access'] },
          component: () => import('@/features/review/DeletionsView.vue'),
        },
        {
          path: 'recordings/:session/access', name: 'access', meta: { section: 'cases', words: ['access'] },
          component: () => import('@/features/review/AccessView.vue'), props: true,
        },
      ],
    },
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('@/ui/NotFoundView.vue') },
  ],
})

router.beforeResolve(async (to) => {
  await loadWords(...to.matched.flatMap(route => route.meta.words ?? []))
})

watchAccount(router)
watchLeaving(router)
