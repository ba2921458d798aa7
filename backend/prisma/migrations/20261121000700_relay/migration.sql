-- The relay's books: events are numbered in the order in which clients read them, and one mark says how far they were
-- handed over to queues and sockets. The mark is one row, so that handing over costs the events no second write.
CREATE SEQUENCE outbox_published;
GRANT USAGE ON SEQUENCE outbox_published TO meja_platform;

CREATE TABLE "outbox_relay" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "delivered_seq" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_relay_pkey" PRIMARY KEY ("id")
);
ALTER TABLE outbox_relay ADD CHECK (id = 1);
INSERT INTO outbox_relay DEFAULT VALUES;
GRANT SELECT, UPDATE ON outbox_relay TO meja_platform;

-- Which consumer has seen which event: written in the transaction of its effect, so that a repetition has none.
CREATE TABLE "consumed_events" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "consumer" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "consumed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consumed_events_pkey" PRIMARY KEY ("tenant_id","consumer","event_id")
);
CREATE INDEX "consumed_events_consumed_at_idx" ON "consumed_events"("consumed_at");
SELECT meja_secure_table('consumed_events');
ALTER TABLE consumed_events ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
REVOKE UPDATE, DELETE ON consumed_events FROM meja_app;

CREATE INDEX "outbox_published_seq_idx" ON "outbox"("published_seq");
-- Every event is written twice, once by its cause and once when it is numbered; the index of the unnumbered stays small
-- only if the table is tidied often.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
