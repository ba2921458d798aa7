import type { OrderStatus, PaymentStatus } from '@meja/domain';
import {
  Ban,
  ChefHat,
  CircleCheck,
  CircleDashed,
  CircleDollarSign,
  Clock,
  CookingPot,
  HandPlatter,
  RotateCcw,
} from '@lucide/vue';
import type { Component } from 'vue';

type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'danger';
interface Look {
  icon: Component;
  tone: Tone;
}

export const STATUS_LOOKS: Record<OrderStatus, Look> = {
  DRAFT: { icon: CircleDashed, tone: 'neutral' },
  OPEN: { icon: Clock, tone: 'accent' },
  PREPARING: { icon: CookingPot, tone: 'accent' },
  READY: { icon: ChefHat, tone: 'accent' },
  SERVED: { icon: HandPlatter, tone: 'accent' },
  COMPLETED: { icon: CircleCheck, tone: 'ok' },
  VOIDED: { icon: Ban, tone: 'danger' },
};

export const PAYMENT_LOOKS: Record<PaymentStatus, Look> = {
  UNPAID: { icon: CircleDollarSign, tone: 'warn' },
  PARTIALLY_PAID: { icon: CircleDollarSign, tone: 'warn' },
  PAID: { icon: CircleCheck, tone: 'ok' },
  PARTIALLY_REFUNDED: { icon: RotateCcw, tone: 'warn' },
  REFUNDED: { icon: RotateCcw, tone: 'warn' },
};
