-- An address of e-mail is kept in one form (compatibility forms folded, lower case; the application refuses what looks
-- like another and writes domains as the DNS has them), so that the unique index over it is one over people. Older rows
-- are brought into that form where it is nobody else's; one that is stays as it is, and its owner signs in with it.
CREATE FUNCTION meja_email_form(p_email text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(normalize(btrim(p_email), NFKC));

ALTER TABLE users NO FORCE ROW LEVEL SECURITY;
UPDATE users u SET email = meja_email_form(u.email)
WHERE u.email <> meja_email_form(u.email)
  AND NOT EXISTS (SELECT FROM users o WHERE o.id <> u.id AND meja_email_form(o.email) = meja_email_form(u.email));
ALTER TABLE users FORCE ROW LEVEL SECURITY;

CREATE FUNCTION meja_keep_email_form() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.email <> meja_email_form(NEW.email) THEN
    RAISE EXCEPTION 'an e-mail is kept in its one form' USING ERRCODE = 'check_violation', TABLE = 'users';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_email_form BEFORE INSERT OR UPDATE OF email ON users
  FOR EACH ROW EXECUTE FUNCTION meja_keep_email_form();
