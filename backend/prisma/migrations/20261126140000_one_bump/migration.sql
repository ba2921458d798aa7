-- A station where one bump finishes a ticket (a bar, a bakery counter).
ALTER TABLE "stations" ADD COLUMN "one_bump" BOOLEAN NOT NULL DEFAULT false;
