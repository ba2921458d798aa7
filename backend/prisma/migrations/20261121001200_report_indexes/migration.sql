-- Sales of a period are read from the journal's sales alone, by business date; the columns beside the key spare the
-- look into the table. It stands in for the index over entries of every kind.
CREATE INDEX journal_entries_sales ON journal_entries (tenant_id, business_date, outlet_id)
  INCLUDE (id, order_id, occurred_at) WHERE kind = 'SALE';
DROP INDEX journal_entries_tenant_id_business_date_outlet_id_idx;

-- A shift's report counts the orders voided in it.
CREATE INDEX orders_voided_in_shift ON orders (tenant_id, shift_id) WHERE status = 'VOIDED';

-- What a kitchen screen missed, and what has just left its board.
CREATE INDEX kitchen_tickets_changed ON kitchen_tickets (tenant_id, outlet_id, updated_at);
