-- Run by an administrator of the cluster before the migrations; safe to run again.
-- meja_owner owns the tables, meja_app is what the API connects with (row-level security applies),
-- meja_platform bypasses it: sign-in look-up, super admin, schedulers, gateway notifications. Nobody connects as
-- meja_recorder: as it runs the one function that records orders of many tenants.
DO $$
BEGIN
  -- Databases of one cluster share their roles, so two migrations may come here at once.
  PERFORM pg_advisory_xact_lock(77316501);
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'meja_owner') THEN
    CREATE ROLE meja_owner NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'meja_app') THEN
    CREATE ROLE meja_app LOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'meja_platform') THEN
    CREATE ROLE meja_platform LOGIN NOSUPERUSER BYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'meja_recorder') THEN
    CREATE ROLE meja_recorder NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
  -- Every statement of theirs finds its rows by a tenant's index. A plan made while a table was still small would scan
  -- it whole and be remembered, foreign-key checks included; and compiling a statement never pays at this size.
  ALTER ROLE meja_app SET enable_seqscan = off;
  ALTER ROLE meja_app SET jit = off;
  ALTER ROLE meja_platform SET jit = off;
  EXECUTE format('GRANT CREATE, CONNECT, TEMPORARY ON DATABASE %I TO meja_owner', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO meja_app, meja_platform', current_database());
END $$;

GRANT USAGE, CREATE ON SCHEMA public TO meja_owner WITH GRANT OPTION;
GRANT USAGE ON SCHEMA public TO meja_app, meja_platform, meja_recorder;
-- So that a migration can hand the function over to it.
GRANT meja_recorder TO meja_owner;
