-- A person's photo (AUTH-11), encoded anew under the keyed hash of account and upload. It is the account's, so only the
-- platform's role reads it; a business the account works in has its hash beside the name, as it has the address.
CREATE TABLE "account_photos" (
    "user_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "webp" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_photos_pkey" PRIMARY KEY ("user_id")
);
CREATE UNIQUE INDEX "account_photos_hash_key" ON "account_photos"("hash");
ALTER TABLE account_photos ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE account_photos ADD CHECK (hash ~ '^[0-9a-f]{64}$');
-- Compressed already: no second try at it on the way to disk.
ALTER TABLE account_photos ALTER COLUMN webp SET STORAGE EXTERNAL;
GRANT SELECT, INSERT, UPDATE, DELETE ON account_photos TO meja_platform;

-- Written by the platform's role alone, like `account_id`.
ALTER TABLE "memberships" ADD COLUMN "photo_hash" TEXT;
