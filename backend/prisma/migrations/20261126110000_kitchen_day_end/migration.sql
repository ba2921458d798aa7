-- Tickets that the day's end closed rather than a hand (F-20): when, or null.
ALTER TABLE kitchen_tickets ADD COLUMN closed_at timestamptz(3);

-- What is on the board, of whichever tenant: few rows at any moment.
CREATE INDEX kitchen_tickets_open ON kitchen_tickets (tenant_id, outlet_id, created_at)
  WHERE status IN ('QUEUED', 'PREPARING', 'READY');

-- A screen catches up by the numbers of events (F-37).
CREATE INDEX outbox_tickets ON outbox (tenant_id, outlet_id, published_seq)
  WHERE type IN ('kitchen.ticket.created', 'kitchen.ticket.updated');
