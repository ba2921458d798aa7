-- Cash taken out beyond what should have been in the drawer is accepted and marked (CASH-01): either somebody put money
-- in that nobody wrote down, or the count will be short. What is recorded already stays as it was judged then.
ALTER TABLE cash_movements ADD COLUMN overdrawn boolean NOT NULL DEFAULT false;
