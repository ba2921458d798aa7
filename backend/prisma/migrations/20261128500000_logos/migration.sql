-- The logo of a business on its receipts (SAAS-08): encoded anew under the keyed hash of what was uploaded and its size in
-- printer dots, so that an address never changes its content. A photo of the same content is another row, of `photos`.
CREATE TABLE "logos" (
    "tenant_id" UUID NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid,
    "name" TEXT NOT NULL,
    "avif" BYTEA NOT NULL,
    "webp" BYTEA NOT NULL,
    "raster_384" BYTEA NOT NULL,
    "raster_576" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "logos_pkey" PRIMARY KEY ("tenant_id","name")
);
SELECT meja_secure_table('logos');
ALTER TABLE logos ADD FOREIGN KEY (tenant_id) REFERENCES tenants (id);
ALTER TABLE logos ADD CHECK (name ~ '^[0-9a-f]{64}-[0-9]{1,3}x[0-9]{1,3}$');
-- Compressed already: no second try at it on the way to disk.
ALTER TABLE logos ALTER COLUMN avif SET STORAGE EXTERNAL, ALTER COLUMN webp SET STORAGE EXTERNAL;

-- A column of its own: whoever writes the settings without knowing of it leaves it as it is.
ALTER TABLE "tenant_settings" ADD COLUMN "logo_name" TEXT;
ALTER TABLE tenant_settings ADD FOREIGN KEY (tenant_id, logo_name) REFERENCES logos (tenant_id, name);

-- One picture, in one round trip; NULL where the tenant has none of this name.
CREATE FUNCTION read_logo(p_tenant uuid, p_name text, p_kind text) RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  RETURN (
    SELECT CASE p_kind
      WHEN 'avif' THEN l.avif WHEN 'webp' THEN l.webp
      WHEN 'raster_384' THEN l.raster_384 WHEN 'raster_576' THEN l.raster_576 END
    FROM logos l WHERE l.tenant_id = p_tenant AND l.name = p_name);
END $$;
