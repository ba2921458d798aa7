/**
 * The state of a tenant's subscription in SQL, of a row `t` of `tenants`: what `subscriptionStatus` says of it, with the
 * instant and the days of grace as parameters.
 */
export const stateInSql = (at: string, graceDays: string): string => `CASE
    WHEN t.status = 'SUSPENDED' THEN 'SUSPENDED'
    WHEN t.subscription_ends_at > ${at} THEN CASE WHEN t.plan = 'TRIAL' THEN 'TRIAL' ELSE 'ACTIVE' END
    WHEN t.subscription_ends_at > ${at}::timestamptz - make_interval(days => ${graceDays}) THEN 'PAST_DUE' ELSE 'EXPIRED' END`;
