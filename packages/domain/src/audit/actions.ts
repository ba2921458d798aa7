/**
 * Everything that is written into a business's audit log, by area in the order in which an owner looks for it. What is
 * not named here can't be written, and each has its words on the screen of the log.
 */
const ACTIONS = {
  auth: [
    'auth.register',
    'auth.sign_in',
    'auth.sign_in_failed',
    'auth.two_factor_failed',
    'auth.pin_failed',
    'auth.refresh_reused',
    'auth.password_change',
    'auth.password_reset',
    'auth.two_factor_enable',
    'auth.two_factor_disable',
    'auth.recovery_code',
    'auth.recovery_codes_renew',
    'auth.identity_link',
    'auth.identity_unlink',
    'auth.email_verify',
    'auth.email_change',
    'auth.profile_change',
    'auth.photo_change',
  ],
  staff: [
    'staff.create',
    'staff.change',
    'staff.pin_change',
    'staff.code',
    'staff.join',
    'staff.remove',
    'approval.failed',
  ],
  order: ['order.void', 'order.item.void', 'order.item.change', 'order.discount', 'kitchen.day_closed'],
  payment: ['payment.confirm', 'payment.unconfirm'],
  shift: ['shift.open', 'shift.cash_movement', 'shift.close'],
  catalog: [
    'product.create',
    'product.change',
    'product.price_change',
    'product.remove',
    'product.import',
    'category.create',
    'category.change',
    'category.remove',
    'modifier_group.create',
    'modifier_group.change',
    'modifier_group.price_change',
    'modifier_group.remove',
    'starter_menu.add',
    'starter_menu.remove',
  ],
  place: [
    'settings.change',
    'outlet.create',
    'outlet.change',
    'outlet.remove',
    'outlet.qris',
    'outlet.qris_remove',
    'station.create',
    'station.change',
    'station.remove',
  ],
  access: ['terminal.register', 'terminal.change', 'terminal.revoke', 'api_key.create', 'api_key.revoke'],
  export: ['report.export', 'product.export'],
  subscription: [
    'subscription.change',
    'subscription.revert',
    'subscription.schedule',
    'subscription.withdraw',
    'subscription.expire',
    'subscription.add_on_end',
    'invoice.issue',
    'invoice.paid',
    'invoice.void',
  ],
  service: [
    'support.enter',
    'tenant.suspend',
    'tenant.reactivate',
    'announcement.create',
    'announcement.end',
    'flag.share',
    'flag.tenant',
    'plan.version',
    'add_on.version',
    'gateway.save',
    'gateway.stop',
    'demo.seed',
  ],
} as const;

export type AuditArea = keyof typeof ACTIONS;
export type AuditAction = (typeof ACTIONS)[AuditArea][number];

export const AUDIT_AREAS = Object.keys(ACTIONS) as [AuditArea, ...AuditArea[]];
export const AUDIT_ACTIONS = Object.values(ACTIONS).flat() as [AuditAction, ...AuditAction[]];

/** What belongs to an area. */
export const auditActionsOf = (area: AuditArea): readonly AuditAction[] => ACTIONS[area];
