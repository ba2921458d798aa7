-- What the service's owner says to its businesses, and which parts it has switched on for whom (SAAS-07, ADR 0023).
-- None of it is a business's own, so nothing here has a `tenant_id`, and only the service's role comes near it.

CREATE TABLE "announcements" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" JSONB NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "audience" TEXT NOT NULL,
    "plans" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tenant_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "readers" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "announcements_pkey" PRIMARY KEY ("id")
);
ALTER TABLE announcements ADD CHECK (kind IN ('INFO', 'MAINTENANCE', 'WARNING'));
ALTER TABLE announcements ADD CHECK (audience IN ('ALL', 'PLANS', 'TENANTS') AND readers IN ('ADMINS', 'EVERYBODY'));
ALTER TABLE announcements ADD CHECK (until_at > from_at AND (ended_at IS NULL) = (ended_by IS NULL));
ALTER TABLE announcements ADD CHECK ((audience = 'PLANS') = (cardinality(plans) > 0));
ALTER TABLE announcements ADD CHECK ((audience = 'TENANTS') = (cardinality(tenant_ids) > 0));
ALTER TABLE announcements ADD CHECK (cardinality(tenant_ids) <= 200);
CREATE INDEX "announcements_until_at_idx" ON "announcements"("until_at");
CREATE INDEX "announcements_created_at_id_idx" ON "announcements"("created_at", "id");

CREATE TABLE "announcement_dismissals" (
    "account_id" UUID NOT NULL,
    "announcement_id" UUID NOT NULL,
    "dismissed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "announcement_dismissals_pkey" PRIMARY KEY ("account_id","announcement_id")
);
ALTER TABLE announcement_dismissals ADD FOREIGN KEY (account_id) REFERENCES users (id);
ALTER TABLE announcement_dismissals ADD FOREIGN KEY (announcement_id) REFERENCES announcements (id);
CREATE INDEX "announcement_dismissals_announcement_id_idx" ON "announcement_dismissals"("announcement_id");

CREATE TABLE "feature_flags" (
    "name" TEXT NOT NULL,
    "share" INTEGER,
    "on_for" UUID[] DEFAULT ARRAY[]::UUID[],
    "off_for" UUID[] DEFAULT ARRAY[]::UUID[],
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "feature_flags_pkey" PRIMARY KEY ("name")
);
ALTER TABLE feature_flags ADD CHECK (share BETWEEN 0 AND 100 AND NOT on_for && off_for);
ALTER TABLE feature_flags ADD CHECK (cardinality(on_for) + cardinality(off_for) <= 200);

-- Written once, never changed: there is no UPDATE or DELETE for anybody.
CREATE TABLE "service_acts" (
    "id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_acts_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "service_acts_occurred_at_id_idx" ON "service_acts"("occurred_at", "id");

GRANT SELECT, INSERT, UPDATE ON announcements, feature_flags TO meja_platform;
GRANT SELECT, INSERT, DELETE ON announcement_dismissals TO meja_platform;
GRANT SELECT, INSERT ON service_acts TO meja_platform;
